import { expect, it } from 'vitest';
import { restAfter } from './rest-after.ts';

it('keeps what was typed while a text was on its way, and nothing of what was taken', () => {
  expect(restAfter('We do.', 'We do.')).toBe('');
  expect(restAfter('We do.', 'We do. On Sundays too')).toBe('On Sundays too');
  expect(restAfter('We do.', '')).toBe('');
});

it('loses nothing where the text was changed meanwhile', () => {
  expect(restAfter('We do.', 'Well, we do.')).toBe('Well, we do.');
});
