import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { configurationTable } from './configuration-table.ts';

it('stands in the docs as the code says', () => {
  expect(readFileSync(new URL('../../docs/CONFIGURATION.md', import.meta.url), 'utf8')).toBe(configurationTable());
});
