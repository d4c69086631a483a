import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Simulators, startSimulators } from '../start-simulators.ts';
import { callSimulator, type Reply } from '../testing/call-simulator.ts';

let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators({ port: 0, seed: 1 });
});
afterAll(() => simulators.close());

const url = (path: string): string => `http://127.0.0.1:${simulators.port}/gemini${path}`;
const call = (
  path: string,
  json?: unknown,
  headers: Record<string, string> = { 'x-goog-api-key': 'AIza-sim-1' },
): Promise<Reply> => callSimulator(url(path), { ...(json === undefined ? {} : { json }), headers });
const settings = (json: object): Promise<Reply> => callSimulator(url('/_settings'), { method: 'PUT', json });
const HELLO = { contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] };
const generate = (more: object = {}, version = 'v1beta'): Promise<Reply> =>
  call(`/${version}/models/gemini-3.1-flash-lite:generateContent`, { ...HELLO, ...more });
const OBJECT = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };

afterEach(() =>
  settings({
    requestsPerMinute: 30_000,
    sayRetryInfo: true,
    dayUsedUp: false,
    revokedKeys: [],
    blockPrompt: null,
    finishReason: null,
  }),
);

describe('keys', () => {
  it('a wrong or withdrawn key is 400 API_KEY_INVALID, as recorded; none is 403', async () => {
    await settings({ revokedKeys: ['AIza-sim-old'] });
    for (const key of ['AIza-real', 'sk-sim-1', 'AIza-sim-old']) {
      const { status, body } = await call('/v1beta/models', undefined, { 'x-goog-api-key': key });
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ code: 400, status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }, {}] });
    }
    expect((await call('/v1beta/models', undefined, {})).body.error).toMatchObject({ code: 403, status: 'PERMISSION_DENIED' });
  });

  it('a key in the address works as well', async () => {
    expect((await call('/v1/models?key=AIza-sim-1', undefined, {})).status).toBe(200);
  });
});

describe('generateContent', () => {
  it.each(['v1', 'v1beta'])('an answer at %s has what was recorded', async (version) => {
    const { status, body } = await generate({}, version);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      candidates: [{ content: { role: 'model', parts: [{ text: expect.any(String) }] }, finishReason: 'STOP', index: 0 }],
      modelVersion: 'gemini-3.1-flash-lite',
      responseId: expect.any(String),
    });
    const { promptTokenCount, candidatesTokenCount, totalTokenCount } = body.usageMetadata;
    expect(totalTokenCount).toBe(promptTokenCount + candidatesTokenCount);
  });

  it.each([
    ['upper-case types', { responseSchema: { type: 'OBJECT', properties: { a: { type: 'STRING' } } } }],
    ['lower-case types', { responseSchema: OBJECT }],
    ['a JSON schema', { responseJsonSchema: OBJECT }],
  ])('%s shape the answer', async (_, schema) => {
    const { body } = await generate({ generationConfig: { responseMimeType: 'application/json', ...schema } });
    expect(JSON.parse(body.candidates[0].content.parts[0].text)).toEqual({ a: expect.any(String) });
  });

  it.each([
    ['an unknown name', { colour: 'red' }, /Unknown name "colour": Cannot find field/],
    ['an unknown name inside', { generationConfig: { colour: 1 } }, /Unknown name "colour" at 'generationConfig'/],
    ['no content', { contents: [] }, /contents/],
    ['a schema without JSON', { generationConfig: { responseJsonSchema: OBJECT } }, /application\/json/],
    [
      'two schemas',
      { generationConfig: { responseMimeType: 'application/json', responseJsonSchema: OBJECT, responseSchema: OBJECT } },
      /Only one of/,
    ],
  ])('%s is refused with 400', async (_, more, message) => {
    const { status, body } = await generate(more);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ status: 'INVALID_ARGUMENT', message: expect.stringMatching(message) });
  });

  it('what is blocked comes with 200 and without content', async () => {
    await settings({ blockPrompt: 'Hello' });
    const blocked = await generate();
    expect([blocked.status, blocked.body.promptFeedback, blocked.body.candidates]).toEqual([
      200,
      { blockReason: 'SAFETY' },
      undefined,
    ]);
    await settings({ blockPrompt: null, finishReason: 'SAFETY' });
    const [candidate] = (await generate()).body.candidates;
    expect([candidate.finishReason, candidate.content]).toEqual(['SAFETY', undefined]);
  });

  it('an answer that is too long is cut in the middle and says so', async () => {
    const more = { generationConfig: { responseMimeType: 'application/json', responseJsonSchema: OBJECT, maxOutputTokens: 1 } };
    const [candidate] = (await generate(more)).body.candidates;
    expect(candidate.finishReason).toBe('MAX_TOKENS');
    expect(() => JSON.parse(candidate.content.parts[0].text)).toThrow();
  });

  it('a quota of a minute says when to come back, a day’s does not', async () => {
    await settings({ requestsPerMinute: 1 });
    await generate();
    const minute = (await generate()).body.error;
    expect(minute).toMatchObject({ code: 429, status: 'RESOURCE_EXHAUSTED' });
    expect(minute.details.at(-1)).toMatchObject({ retryDelay: expect.stringMatching(/^[\d.]+s$/) });
    await settings({ dayUsedUp: true });
    expect(JSON.stringify((await generate()).body.error.details)).toMatch(/PerDay(?!.*retryDelay)/);
  });

  it('queued answers come in their turn', async () => {
    await callSimulator(url('/_next'), { json: [{ content: 'one' }, { body: { candidates: [] } }] });
    expect((await generate()).body.candidates[0].content.parts[0].text).toBe('one');
    expect((await generate()).body).toEqual({ candidates: [] });
  });
});

describe('embeddings', () => {
  const model = 'models/gemini-embedding-001';
  const one = (text: string, more: object = {}) => ({
    model,
    content: { parts: [{ text }] },
    taskType: 'RETRIEVAL_DOCUMENT',
    ...more,
  });
  const embed = (requests: object[]): Promise<Reply> => call(`/v1beta/${model}:batchEmbedContents`, { requests });

  it('a whole vector has length 1, a shortened one has not', async () => {
    const { body } = await embed([one('The oak table'), one('The oak table', { outputDimensionality: 768 })]);
    const [whole, short] = body.embeddings.map((each: { values: number[] }) => each.values);
    expect([whole.length, short.length]).toEqual([3_072, 768]);
    expect(Math.hypot(...whole)).toBeCloseTo(1, 4);
    expect(Math.hypot(...short)).toBeLessThan(0.9);
  });

  it.each([
    ['no request', []],
    ['too many', Array.from({ length: 101 }, () => one('a'))],
    ['an empty text', [one('')]],
    ['another model inside', [one('a', { model: 'models/other' })]],
    ['an unknown task', [one('a', { taskType: 'GUESSING' })]],
    ['a title for a question', [one('a', { title: 't', taskType: 'RETRIEVAL_QUERY' })]],
    ['too many dimensions', [one('a', { outputDimensionality: 4_000 })]],
  ])('%s is refused with 400', async (_, requests) => {
    expect((await embed(requests)).status).toBe(400);
  });
});

it('a model that there is not, or that does something else, is 404 in the recorded words', async () => {
  const unknown = await call('/v1/models/gemini-5.0-flash:generateContent', HELLO);
  expect(unknown.body.error.message).toMatch(
    /^models\/gemini-5\.0-flash is not found for API version v1, or is not supported for generateContent/,
  );
  expect((await call('/v1beta/models/gemini-embedding-001:generateContent', HELLO)).status).toBe(404);
  expect((await call('/v1beta/models/gemini-3.1-flash-lite')).body).toMatchObject({ name: 'models/gemini-3.1-flash-lite' });
  expect((await call('/v2/models')).status).toBe(404);
});

it('tokens are counted', async () => {
  expect((await call('/v1beta/models/gemini-3.1-flash-lite:countTokens', HELLO)).body.totalTokens).toBeGreaterThan(0);
});

it('no key stands in the journal', async () => {
  await generate();
  expect(JSON.stringify((await callSimulator(url('/_journal'))).body)).not.toContain('AIza-sim-1');
});
