import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_PAYLOADS, payload } from '#kernel/testing/shared-payloads.ts';
import { type Simulators, startSimulators } from '../../../../simulators/start-simulators.ts';
import { sendOutcome } from './send-outcome.ts';
import { xConnector } from './x-connector.ts';

let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators({ port: 0 });
});
afterAll(() => simulators.close());

/** What a message comes to when X answers so; each time an account of its own, because the answer's headers are remembered. */
let accounts = 1000;
async function outcomeOf(status: number, body: unknown, headers: Record<string, string> = {}, replyTo: string | null = null) {
  const apiUrl = `http://127.0.0.1:${simulators.port}/x`;
  await fetch(`${apiUrl}/_faults`, { method: 'PUT', body: JSON.stringify({ status, body, headers }) });
  const connector = xConnector({ consumerSecret: 'test-consumer-secret', apiUrl, webhookId: '1' });
  accounts += 1;
  const account = { accountId: `${accounts}`, credentials: { accessToken: `x-sim-${accounts}` } };
  const message = { personId: '7', replyTo, text: 'Hi.', deliveryId: 'ours', isByPerson: false, isWindowClosed: false };
  return connector.send(account, message, AbortSignal.timeout(5000));
}
const problem = (status: number, detail: string, more: object = {}) => ({
  title: 'Title',
  detail,
  type: 'about:blank',
  status,
  ...more,
});
const inSeconds = (seconds: number): string => String(Math.floor(Date.now() / 1000) + seconds);

describe('a direct message', () => {
  it.each([
    ['closed messages', 403, problem(403, 'You do not have permission to DM one or more participants.'), 'PERSON_UNAVAILABLE'],
    [
      'the older code for them',
      403,
      { errors: [{ code: 349, message: 'You cannot send messages to this user.' }] },
      'PERSON_UNAVAILABLE',
    ],
    ['nobody of that id', 404, problem(404, 'Could not find user with id: [7].'), 'PERSON_UNAVAILABLE'],
    [
      'nobody of that id within a 200',
      200,
      {
        errors: [
          {
            title: 'Not Found Error',
            detail: 'Could not find user with id: [7].',
            type: 'https://api.x.com/2/problems/resource-not-found',
          },
        ],
      },
      'PERSON_UNAVAILABLE',
    ],
    ['a dead token', 401, problem(401, 'Unauthorized'), 'CREDENTIALS'],
    ['a dead token by the older code', 401, { errors: [{ code: 89, message: 'Invalid or expired token.' }] }, 'CREDENTIALS'],
    [
      'a token of the wrong kind',
      403,
      problem(403, 'Authenticating so is forbidden.', { type: 'https://api.x.com/2/problems/unsupported-authentication' }),
      'CREDENTIALS',
    ],
    [
      'a suspended account',
      403,
      problem(403, 'Your account is suspended and is not permitted to access this feature.'),
      'ACCOUNT_RESTRICTED',
    ],
    [
      'a month’s usage that is spent, though its status is that of a limit',
      429,
      problem(429, 'Usage cap exceeded: Monthly product cap', { type: 'https://api.x.com/2/problems/usage-capped' }),
      'ACCOUNT_RESTRICTED',
    ],
    ['spent credits', 402, problem(402, 'Credits depleted.'), 'ACCOUNT_RESTRICTED'],
    ['a request that is not valid', 400, problem(400, 'One or more parameters to your request was invalid.'), 'REJECTED'],
  ])('to an answer of %s is refused, as what it is', async (_what, status, body, reason) => {
    expect(await outcomeOf(status, body)).toMatchObject({ kind: 'refused', reason });
  });

  it('has none of X’s words in what is kept of a refusal: they may quote what was sent', async () => {
    const outcome = await outcomeOf(403, problem(403, 'Forbidden: SECRET', { errors: [{ message: 'SECRET', code: 7 }] }));
    expect(JSON.stringify(outcome)).not.toContain('SECRET');
  });

  it.each([
    ['the 15 minutes', { 'x-rate-limit-limit': '15', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': inSeconds(600) }, 600],
    [
      'the user’s 24 hours, while the 15 minutes show room',
      {
        'x-rate-limit-limit': '15',
        'x-rate-limit-remaining': '9',
        'x-rate-limit-reset': inSeconds(600),
        'x-user-limit-24hour-limit': '1440',
        'x-user-limit-24hour-remaining': '0',
        'x-user-limit-24hour-reset': inSeconds(7200),
      },
      7200,
    ],
    [
      'the app’s 24 hours',
      { 'x-app-limit-24hour-limit': '1440', 'x-app-limit-24hour-remaining': '0', 'x-app-limit-24hour-reset': inSeconds(3000) },
      3000,
    ],
  ])('waits for the end of %s', async (_what, headers, seconds) => {
    const outcome = await outcomeOf(429, { errors: [{ code: 88, message: 'Rate limit exceeded' }] }, headers);
    expect(outcome).toMatchObject({ kind: 'later', cause: 'RATE' });
    const { retryAfterMs = 0 } = outcome as { retryAfterMs?: number };
    expect(Math.abs(retryAfterMs - seconds * 1000)).toBeLessThan(5000);
  });

  it.each([
    [503, { kind: 'later', cause: 'TEMPORARY' }],
    [500, { kind: 'unknown' }],
    [504, { kind: 'unknown' }],
  ])('to a problem with status %i comes to what is sure', async (status, outcome) => {
    expect(await outcomeOf(status, problem(status, 'Service Unavailable'))).toMatchObject(outcome);
  });

  it('is accepted by an answer that gives its id beside errors', async () => {
    const body = {
      data: { dm_event_id: '5', dm_conversation_id: '1-7' },
      errors: [{ title: 'Partial', detail: 'x', type: 'y' }],
    };
    expect(await outcomeOf(201, body)).toEqual({ kind: 'accepted', platformMessageId: '5' });
  });
});

describe('a reply to a post', () => {
  it.each([
    ['who did not summon us', 'You are not permitted to perform this action.'],
    ['who lets only some reply', 'Reply to this conversation is not allowed.'],
    ['whose text we repeat', 'You are not allowed to create a Tweet with duplicate content.'],
  ])('of somebody %s is rejected', async (_what, detail) => {
    expect(await outcomeOf(403, problem(403, detail), {}, '99')).toMatchObject({ kind: 'refused', reason: 'REJECTED' });
  });
});

const EXPECTED: Readonly<Record<string, object>> = {
  'rate limit': { kind: 'later', cause: 'RATE' },
  '24 h cap': { kind: 'later', cause: 'RATE' },
  'recipient closed DMs': { kind: 'refused', reason: 'PERSON_UNAVAILABLE' },
  'unsummoned reply (self-serve tier, since 2026-02-23)': { kind: 'refused', reason: 'REJECTED' },
  'bad token': { kind: 'refused', reason: 'CREDENTIALS' },
  // data of another call's shape: that is no answer to ours, and its error is no person's
  'partial success': { kind: 'refused', reason: 'PERSON_UNAVAILABLE' },
  invalid: { kind: 'refused', reason: 'REJECTED' },
  overload: { kind: 'later', cause: 'TEMPORARY' },
};

describe.skipIf(NO_PAYLOADS)('the catalogue of X’s errors', () => {
  const rows = NO_PAYLOADS ? [] : (JSON.parse(payload('x/errors-catalog.json').toString()) as Row[]);
  interface Row {
    when: string;
    status: number;
    headers?: Record<string, string>;
    body: object;
  }
  it.each(rows.map((row) => [row.when, row] as const))('%s is told apart', async (when, { status, body, headers = {} }) => {
    const filled = Object.entries(headers).map(([name, value]) => [name, value.startsWith('<') ? inSeconds(60) : value]);
    expect(await outcomeOf(status, body, Object.fromEntries(filled))).toMatchObject(EXPECTED[when] ?? {});
  });
});

it('an answer that was held back before the call is one for later', () => {
  expect(sendOutcome({ kind: 'held', retryAfterMs: 5, what: 'Held.' }, true)).toEqual({
    kind: 'later',
    cause: 'RATE',
    retryAfterMs: 5,
    error: 'Held.',
  });
});
