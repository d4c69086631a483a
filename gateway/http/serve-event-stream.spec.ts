import { afterEach, beforeEach, expect, test } from 'vitest';
import { acme, type FixtureSystem, startFixtureSystem, tokenOf } from '../fixtures/system.fixtures.ts';

let system: FixtureSystem;
beforeEach(async () => {
  system = await startFixtureSystem('in process', { recheckMs: 50 });
});
afterEach(() => system.stop());

const post = (
  query: string,
  { variables = {}, token = tokenOf(), signal }: { variables?: object; token?: string; signal?: AbortSignal } = {},
) =>
  fetch(`${system.url}/graphql`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
    ...(signal === undefined ? {} : { signal }),
  });
const readers = (count: number) => expect.poll(() => system.feed.open).toBe(count);
const query = 'subscription($after: String) { leadScored(after: $after) { cursor lead { id links { url } } } }';

test('events come one by one, and the stream ends in the subgraph when the client goes', async () => {
  const leaving = new AbortController();
  const response = await post(query, { signal: leaving.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  await readers(1);
  const cursor = system.feed.publish(acme, 'lead-scored', { leadId: 'l1', points: 1 });
  const reader = response.body!.getReader();
  const text = new TextDecoder().decode((await reader.read()).value);
  const data = { leadScored: { cursor, lead: { id: 'l1', links: [{ url: 'https://crm.example/l1' }] } } };
  expect(text).toBe(`event: next\ndata: ${JSON.stringify({ data })}\n\n`);
  leaving.abort();
  await readers(0);
});

test('a query is answered and completed', async () => {
  const text = await (await post('{ lead(id: "l1") { name } }')).text();
  expect(text).toBe('event: next\ndata: {"data":{"lead":{"name":"Lead 1"}}}\n\nevent: complete\ndata:\n\n');
});

test.each([
  ['another’s token', query, { token: 'nobody' }, 401, 'UNAUTHENTICATED'],
  ['too few scopes', query, { token: tokenOf('leads:read') }, 403, 'FORBIDDEN'],
  ['no such field', 'subscription { nothing }', {}, 400, 'GRAPHQL_VALIDATION_FAILED'],
] as const)('is refused with a status of its own: %s', async (_why, text, options, status, code) => {
  const response = await post(text, options);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
});

test('ends with the reason when the member is gone', async () => {
  const response = await post(query, { token: tokenOf(undefined, { member: 'm5' }) });
  await readers(1);
  system.members.gone.add('m5');
  expect(await response.text()).toMatch(/UNAUTHENTICATED.*event: complete/s);
  await readers(0);
});
