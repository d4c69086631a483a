import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Simulators, startSimulators } from '../start-simulators.ts';
import { callSimulator, type Reply } from '../testing/call-simulator.ts';

let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators({ port: 0, seed: 1 });
});
afterAll(() => simulators.close());

const url = (path: string): string => `http://127.0.0.1:${simulators.port}/openai${path}`;
const call = (path: string, json?: unknown, key = 'sk-sim-1'): Promise<Reply> =>
  callSimulator(url(path), { ...(json === undefined ? {} : { json }), headers: { authorization: `Bearer ${key}` } });
const settings = (json: object): Promise<Reply> => callSimulator(url('/_settings'), { method: 'PUT', json });
const chat = (more: object = {}): Promise<Reply> =>
  call('/v1/chat/completions', { model: 'gpt-5.4-mini', messages: [{ role: 'user', content: 'Hello' }], ...more });
const format = (schema: object, strict = true) => ({
  response_format: { type: 'json_schema', json_schema: { name: 'answer', strict, schema } },
});
const USUAL = {
  requestsPerMinute: 30_000,
  tokensPerMinute: 30_000_000,
  sayRetryAfter: true,
  noCredit: false,
  revokedKeys: [],
  contextTokens: 400_000,
};
afterEach(() => settings({ ...USUAL, refuse: null, filter: null, truncate: false }));

describe('keys', () => {
  it.each([
    ['none at all', ''],
    ['another vendor’s', 'AIza-sim-1'],
    ['a real one', 'sk-proj-abc'],
    ['a withdrawn one', 'sk-sim-old'],
  ])('%s is refused with 401 and not repeated', async (_, key) => {
    await settings({ revokedKeys: ['sk-sim-old'] });
    const { status, body } = await call(
      '/v1/chat/completions',
      { model: 'gpt-5.4-mini', messages: [{ role: 'user', content: 'x' }] },
      key,
    );
    expect(status).toBe(401);
    expect(body.error).toMatchObject({ type: 'invalid_request_error', param: null });
    expect(JSON.stringify(body)).not.toContain('proj-abc');
  });
});

describe('chat completions', () => {
  it('an answer has all that the specification requires, and the headers that were recorded', async () => {
    const { status, headers, body } = await chat();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-/),
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'gpt-5.4-mini-2026-03-17',
      choices: [{ index: 0, logprobs: null, finish_reason: 'stop', message: { role: 'assistant', refusal: null } }],
    });
    expect(body.usage.total_tokens).toBe(body.usage.prompt_tokens + body.usage.completion_tokens);
    for (const name of ['x-request-id', 'openai-processing-ms', 'openai-version']) expect(headers.get(name)).toBeTruthy();
    for (const kind of ['requests', 'tokens'])
      for (const part of ['limit', 'remaining', 'reset']) expect(headers.get(`x-ratelimit-${part}-${kind}`)).toBeTruthy();
  });

  it.each([
    ['an unknown name', { colour: 'red' }, { param: 'colour', code: 'unknown_parameter' }],
    ['an unknown name inside a message', { messages: [{ role: 'user', content: 'x', mood: 1 }] }, { param: 'messages.0.mood' }],
    ['no message', { messages: [] }, { param: 'messages' }],
    ['a wrong role', { messages: [{ role: 'robot', content: 'x' }] }, { param: 'messages.0.role' }],
    ['max_tokens for a model that thinks', { max_tokens: 5 }, { param: 'max_tokens', code: 'unsupported_parameter' }],
    ['thinking for a model that does not', { model: 'gpt-4o', reasoning_effort: 'low' }, { param: 'reasoning_effort' }],
    [
      'a name with blanks for the answer',
      { response_format: { type: 'json_schema', json_schema: { name: 'a b', schema: {} } } },
      {},
    ],
  ])('%s is refused with 400', async (_, more, error) => {
    const { status, body } = await chat(more);
    expect(status).toBe(400);
    expect(Object.keys(body.error).sort()).toEqual(['code', 'message', 'param', 'type']);
    expect(body.error).toMatchObject(error);
  });

  it('a model that there is not is 404, a body that is not JSON 400, what is not played 501', async () => {
    expect((await chat({ model: 'gpt-99' })).body.error).toMatchObject({ code: 'model_not_found' });
    expect((await chat({ stream: true })).status).toBe(501);
    const init = { method: 'POST', headers: { authorization: 'Bearer sk-sim-1', 'content-type': 'application/json' }, body: '{' };
    expect((await fetch(url('/v1/chat/completions'), init)).status).toBe(400);
  });

  const OPEN = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
  const CLOSED = { ...OPEN, additionalProperties: false };
  it.each([
    ['an open object', OPEN, /'additionalProperties' is required/],
    ['a property that may be absent', { ...CLOSED, required: [] }, /Missing 'a'/],
    ['the same one level down', { ...CLOSED, properties: { a: { type: 'array', items: OPEN } } }, /'properties', 'a', 'items'/],
    ['a list at the root', { type: 'array', items: CLOSED }, /type: "object"/],
    [
      'a keyword that strict mode does not know',
      { ...CLOSED, properties: { a: { type: 'string', not: {} } } },
      /'not' is not permitted/,
    ],
    ['a dialect’s mark', { ...CLOSED, $schema: 'x' }, /\$schema/],
    ['a list of anything', { ...CLOSED, properties: { a: { type: 'array' } } }, /items/],
  ])('strict mode refuses %s', async (_, schema, message) => {
    const { status, body } = await chat(format(schema));
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ param: 'response_format', message: expect.stringMatching(message) });
  });

  it('without strict the same schemas are taken', async () => {
    expect((await chat(format(OPEN, false))).status).toBe(200);
  });

  it('refusal, filter and truncation end an answer as OpenAI ends it', async () => {
    await settings({ refuse: 'Hello' });
    expect((await chat()).body.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { content: null, refusal: expect.any(String) },
    });
    await settings({ refuse: null, filter: '' });
    expect((await chat()).body.choices[0]).toMatchObject({ finish_reason: 'content_filter' });
    await settings({ filter: null, truncate: true });
    expect((await chat()).body.choices[0]).toMatchObject({ finish_reason: 'length' });
    await settings({ truncate: false });
    expect((await chat({ max_completion_tokens: 1 })).body.choices[0]).toMatchObject({ finish_reason: 'length' });
  });

  it('a prompt longer than the model takes is refused', async () => {
    await settings({ contextTokens: 10 });
    const { status, body } = await chat({ messages: [{ role: 'user', content: 'x'.repeat(100) }] });
    expect([status, body.error.code]).toEqual([400, 'context_length_exceeded']);
  });

  it('queued answers come in their turn, once each', async () => {
    await callSimulator(url('/_next'), { json: [{ content: { a: 1 } }, { status: 418, body: { error: 'teapot' } }] });
    expect((await chat()).body.choices[0].message.content).toBe('{"a":1}');
    expect((await chat()).status).toBe(418);
    expect((await chat()).status).toBe(200);
    expect((await callSimulator(url('/_next'), { json: {} })).status).toBe(400);
  });
});

describe('limits', () => {
  it('the call over the limit is 429 with when to come back, in the headers and in words', async () => {
    await settings({ requestsPerMinute: 2 });
    await chat();
    expect((await chat()).headers.get('x-ratelimit-remaining-requests')).toBe('0');
    const { status, headers, body } = await chat();
    expect(status).toBe(429);
    expect(body.error).toMatchObject({ code: 'rate_limit_exceeded', type: 'requests' });
    const waitMs = Number(headers.get('retry-after-ms'));
    expect(waitMs).toBeGreaterThan(20_000);
    expect(waitMs).toBeLessThanOrEqual(30_000);
    expect(headers.get('retry-after')).toBe(String(Math.ceil(waitMs / 1_000)));
    expect(headers.get('x-ratelimit-reset-requests')).toMatch(/^(?:\d+m)?[\d.]+s$/);
    await settings({ sayRetryAfter: false });
    expect((await chat()).headers.get('retry-after')).toBeNull();
  });

  it('tokens have a limit of their own', async () => {
    await settings({ tokensPerMinute: 3 });
    expect((await chat({ messages: [{ role: 'user', content: 'x'.repeat(100) }] })).body.error.type).toBe('tokens');
  });

  it('an account without credit gets the same status for another reason', async () => {
    await settings({ noCredit: true });
    const { status, body } = await chat();
    expect([status, body.error.code, body.error.type]).toEqual([429, 'insufficient_quota', 'insufficient_quota']);
  });
});

describe('embeddings', () => {
  const embed = (json: object): Promise<Reply> => call('/v1/embeddings', { model: 'text-embedding-3-small', ...json });

  it('base64 and plain numbers are the same vector, of length 1 and the same at every call', async () => {
    const plain = await embed({ input: 'The oak table' });
    const packed = await embed({ input: ['The oak table'], encoding_format: 'base64' });
    const values: number[] = plain.body.data[0].embedding;
    const bytes = Buffer.from(packed.body.data[0].embedding, 'base64');
    expect(values).toHaveLength(1_536);
    expect(Array.from({ length: values.length }, (_, index) => bytes.readFloatLE(index * 4))).toEqual(values);
    expect(Math.hypot(...values)).toBeCloseTo(1, 4);
    expect(plain.body.usage.prompt_tokens).toBeGreaterThan(0);
  });

  it.each([
    ['nothing', { input: [] }],
    ['an empty text', { input: ['a', ''] }],
    ['too many texts', { input: Array.from({ length: 2_049 }, () => 'a') }],
    ['a text too long', { input: 'x'.repeat(4 * 8_193) }],
    ['too many tokens in all', { input: Array.from({ length: 50 }, () => 'x'.repeat(4 * 8_000)) }],
    ['more dimensions than it has', { input: 'a', dimensions: 1_537 }],
    ['an unknown name', { input: 'a', colour: 'red' }],
  ])('%s is refused with 400', async (_, json) => {
    expect((await embed(json)).status).toBe(400);
  });

  it('fewer dimensions are given where they are asked for', async () => {
    expect((await embed({ input: 'a', dimensions: 256 })).body.data[0].embedding).toHaveLength(256);
  });
});

it('models are listed and described; an address that there is not is 404', async () => {
  expect((await call('/v1/models')).body.data.map((model: { id: string }) => model.id)).toContain('gpt-5.4-mini');
  expect((await call('/v1/models/gpt-5.4-mini')).body).toMatchObject({ object: 'model' });
  expect((await call('/v1/models/gpt-99')).status).toBe(404);
  expect((await call('/v2/anything')).status).toBe(404);
});

it('no key stands in the journal', async () => {
  await chat();
  expect(JSON.stringify((await callSimulator(url('/_journal'))).body)).not.toContain('sk-sim-1');
});
