import { describe, expect, it } from 'vitest';
import { NO_PAYLOADS, payload } from '#kernel/testing/shared-payloads.ts';
import { sendOutcome } from './send-outcome.ts';

const graph = { name: 'Facebook', url: 'http://127.0.0.1:9' } as const;
const outcome = (code: number, subcode: number | null = null, isTransient = false) =>
  sendOutcome(graph, { kind: 'error', error: { code, subcode, isTransient }, retryAfterMs: undefined });

describe('an error of Graph’s', () => {
  it.each([
    [190, 463, 'CREDENTIALS'],
    [190, null, 'CREDENTIALS'],
    [102, null, 'CREDENTIALS'],
    [10, 2018278, 'WINDOW_CLOSED'],
    [10, 2018065, 'WINDOW_CLOSED'],
    [10, 2534022, 'WINDOW_CLOSED'],
    [10, 1893063, 'ACCOUNT_RESTRICTED'],
    [551, 1545041, 'PERSON_UNAVAILABLE'],
    [200, 1545041, 'PERSON_UNAVAILABLE'],
    [100, 2018001, 'PERSON_UNAVAILABLE'],
    [100, 2534014, 'PERSON_UNAVAILABLE'],
    [10, null, 'REJECTED'],
    [10, 2018300, 'REJECTED'],
    [10, 2534037, 'REJECTED'],
    [10, 2018108, 'REJECTED'],
    [200, 2018028, 'REJECTED'],
    [100, 2018109, 'REJECTED'],
    [100, null, 'REJECTED'],
    [36000, null, 'REJECTED'],
    [99999, null, 'REJECTED'],
  ])('%s/%s refuses the post for good: %s', (code, subcode, reason) => {
    expect(outcome(code, subcode)).toMatchObject({
      kind: 'refused',
      reason,
      error: expect.stringContaining(subcode === null ? `error ${code}` : `error ${code}/${subcode}`),
    });
  });

  it.each([
    [613, null],
    [4, 2018022],
    [17, null],
    [32, null],
    [80002, null],
    [80006, null],
  ])('%s/%s is the rate', (code, subcode) => {
    expect(outcome(code, subcode)).toMatchObject({ kind: 'later', cause: 'RATE' });
  });

  it('2, 1200 and whatever says so is of the moment', () => {
    for (const error of [outcome(2), outcome(1200), outcome(99999, null, true)]) {
      expect(error).toMatchObject({ kind: 'later', cause: 'TEMPORARY' });
    }
  });

  it('1 does not say whether the message is there', () => {
    expect(outcome(1)).toMatchObject({ kind: 'unknown' });
  });
});

interface CatalogRow {
  readonly when: string;
  readonly body: { readonly error: { readonly code: number; readonly error_subcode?: number; readonly is_transient?: boolean } };
}

const FAMILIES: Record<string, object> = {
  'token expired/invalid': { kind: 'refused', reason: 'CREDENTIALS' },
  '24 h window closed': { kind: 'refused', reason: 'WINDOW_CLOSED' },
  'page temporarily restricted': { kind: 'refused', reason: 'ACCOUNT_RESTRICTED' },
  'app lacks permission': { kind: 'refused', reason: 'REJECTED' },
  'unknown PSID': { kind: 'refused', reason: 'PERSON_UNAVAILABLE' },
  'attachment too big': { kind: 'refused', reason: 'REJECTED' },
  'text empty': { kind: 'refused', reason: 'REJECTED' },
  'text over 2000': { kind: 'refused', reason: 'REJECTED' },
  'user cannot be reached': { kind: 'refused', reason: 'PERSON_UNAVAILABLE' },
  'rate limit': { kind: 'later', cause: 'RATE' },
  'app request limit': { kind: 'later', cause: 'RATE' },
  'page rate limit': { kind: 'later', cause: 'RATE' },
  temporary: { kind: 'later', cause: 'TEMPORARY' },
  'error inside HTTP 200': { kind: 'refused', reason: 'REJECTED' },
};

it('every row of the catalogue of errors is of the family that its name says', ({ skip }) => {
  if (NO_PAYLOADS) skip(NO_PAYLOADS);
  const rows = JSON.parse(String(payload('messenger/errors-catalog.json'))) as CatalogRow[];
  for (const { when, body } of rows) {
    const { code, error_subcode: subcode, is_transient: isTransient } = body.error;
    expect({ when, ...outcome(code, subcode ?? null, isTransient) }).toMatchObject({
      when,
      ...(FAMILIES[when] ?? { kind: '?' }),
    });
  }
});
