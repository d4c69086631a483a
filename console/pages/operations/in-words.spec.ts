import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import sentences from '../../i18n/en.json';
import { scopeInWords } from './in-words.ts';

it('has words for every scope that the API asks for, and the API’s own name for one that is newer', () => {
  const schema = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');
  const asked = new Set([...schema.matchAll(/"([a-z]+:[a-z]+)"/g)].map(([, scope]) => scope ?? ''));
  expect(asked.size).toBeGreaterThan(10);
  expect([...asked].filter((scope) => !Object.hasOwn(sentences, `scope.${scope}`))).toEqual([]);
  expect(scopeInWords('rockets:launch')).toBe('rockets:launch');
});
