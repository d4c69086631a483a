import { CombinedGraphQLErrors } from '@apollo/client';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { loadLanguage } from '../../i18n/language.tsx';
import { placeRefusal, refusalOf } from './refusal.ts';

const refused = (extensions: Record<string, unknown>) =>
  refusalOf(new CombinedGraphQLErrors({ errors: [{ message: 'That is no time zone.', extensions }] }));

beforeAll(() => {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  return loadLanguage('en');
});
afterAll(() => {
  vi.unstubAllGlobals();
});

it('an error stands at the field that it names, and nowhere else', () => {
  const { problem, at } = placeRefusal(refused({ code: 'BAD_USER_INPUT', field: 'input.timeZone' }), ['timeZone', 'languages']);
  expect(at('timeZone')).toMatchObject({ error: 'That is no time zone.', errorProps: { role: 'alert' } });
  expect(at('languages')).toEqual({ error: undefined });
  expect(problem).toBeNull();
});

it('an error of a field that is not shown, or of none, is never lost', () => {
  expect(placeRefusal(refused({ code: 'BAD_USER_INPUT', field: 'input.rows' }), ['timeZone']).problem).toBe(
    'That is no time zone.',
  );
  const { problem, at } = placeRefusal(refused({ code: 'CONFLICT', reason: 'REPLAY_REQUIRED' }), ['persona']);
  expect(problem).toBe('That is no time zone.');
  expect(at('persona')).toEqual({ error: undefined });
});

it('what was not answered at all is no field’s fault', () => {
  expect(refusalOf(new TypeError('fetch failed'))).toMatchObject({ field: null, reason: null });
});
