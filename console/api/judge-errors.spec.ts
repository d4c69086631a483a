import { expect, it } from 'vitest';
import { judgeErrors } from './judge-errors.ts';

const error = (code: string | null, detail: object = {}) => ({ message: 'No.', extensions: code ? { code, ...detail } : {} });

it.each([
  ['what passes by itself is tried again', [error('UPSTREAM_UNAVAILABLE')], { kind: 'TRY_AGAIN', waitMs: null }],
  ['a fault of the server may be over the next time', [error('INTERNAL_SERVER_ERROR')], { kind: 'TRY_AGAIN', waitMs: null }],
  [
    'nobody asks before the longest time that was named',
    [error('RATE_LIMITED', { retryAfterMs: 200 }), error('RATE_LIMITED', { retryAfterMs: 900 })],
    { kind: 'TRY_AGAIN', waitMs: 900 },
  ],
  ['a cursor that is too old begins anew', [error('CURSOR_EXPIRED')], { kind: 'START_OVER' }],
  ['what is not allowed is final', [error('FORBIDDEN')], { kind: 'REFUSED' }],
  ['what passes does not hide what does not', [error('UPSTREAM_UNAVAILABLE'), error('FORBIDDEN')], { kind: 'REFUSED' }],
  ['a document that the schema does not know is final', [error('GRAPHQL_VALIDATION_FAILED')], { kind: 'REFUSED' }],
  ['an error without a code is final', [error(null)], { kind: 'REFUSED' }],
  ['a token that does not hold leads to the sign-in', [error('UNAUTHENTICATED'), error('FORBIDDEN')], { kind: 'SIGN_IN' }],
])('%s', (_guarantee, errors, verdict) => {
  expect(judgeErrors(errors)).toEqual(verdict);
});
