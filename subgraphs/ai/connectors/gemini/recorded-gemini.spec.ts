import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Replay, replayAnswers } from '../../testing/replay-answers.ts';
import { NO_PAYLOADS, payload } from '../../testing/shared-payloads.ts';
import type { Prompt } from '../vendor/language-model.ts';
import { geminiEmbeddingProvider } from './gemini-embedding-provider.ts';
import { geminiLanguageModel } from './gemini-language-model.ts';

const PROMPT: Prompt = { rules: 'r', material: '{}', answerName: 'a', answerSchema: { type: 'object' }, maxOutputTokens: 100 };
const going = (): AbortSignal => new AbortController().signal;

describe.skipIf(NO_PAYLOADS)('what Gemini once answered, through its SDK', () => {
  let replay: Replay;
  beforeAll(async () => {
    replay = await replayAnswers();
  });
  afterAll(() => replay.close());
  const access = () => ({ apiKey: 'AIza-sim-replay', baseUrl: replay.url });
  const write = () => geminiLanguageModel(access()).write(PROMPT, going(), 5_000);
  const embed = () => geminiEmbeddingProvider(access()).embed(['Hello, world!'], 'question', going());

  it('a structured answer is read, and its thoughts are counted as output', async () => {
    const [exchange] = payload('gemini/cassette-test_google_decimal_native_output.json');
    replay.answer({ status: 200, body: exchange.response });
    expect(await write()).toEqual({
      text: '{"amount": 12.34}',
      usage: { model: 'gemini-2.5-flash', inputTokens: 13, cachedTokens: 0, outputTokens: 71 },
    });
    expect(replay.received).toMatchObject([
      { path: '/v1beta/models/gemini-3.1-flash-lite:generateContent', headers: { 'x-goog-api-key': 'AIza-sim-replay' } },
    ]);
    expect(replay.received[0]?.body).toMatchObject({
      systemInstruction: { parts: [{ text: 'r' }] },
      generationConfig: { responseMimeType: 'application/json', responseJsonSchema: { type: 'object' }, maxOutputTokens: 100 },
    });
  });

  it.each([
    ['googleai-unary-success-basic-reply-short.json', 'Mountain View'],
    ['vertexai-unary-success-basic-reply-short.json', 'Mountain View'],
    ['vertexai-unary-success-constraint-decoding-json.json', 'Fuji Dawn'],
  ])('%s is an answer', async (file, text) => {
    replay.answer({ status: 200, body: payload(`gemini/${file}`) });
    expect((await write()).text).toContain(text);
  });

  it.each([
    'cassette-test_google_dict_with_additional_properties_native_output.json',
    'cassette-test_google_dict_with_additional_properties_native_output_gemini_2_0.json',
  ])('%s is an answer', async (file) => {
    const [exchange] = payload(`gemini/${file}`);
    replay.answer({ status: 200, body: exchange.response });
    expect(JSON.parse((await write()).text)).toMatchObject({ name: 'api-config' });
  });

  it.each(['googleai-unary-failure-finish-reason-safety.json', 'vertexai-unary-failure-finish-reason-safety.json'])(
    '%s was held back, whatever text came with it',
    async (file) => {
      replay.answer({ status: 200, body: payload(`gemini/${file}`) });
      await expect(write()).rejects.toMatchObject({ outcome: { kind: 'FILTERED' } });
    },
  );

  it.each([
    ['googleai-unary-failure-api-key.json', 400, { kind: 'KEY_REFUSED' }],
    ['vertexai-unary-failure-api-key.json', 400, { kind: 'KEY_REFUSED' }],
    ['googleai-unary-failure-unknown-model.json', 404, { kind: 'REQUEST_REFUSED' }],
    ['vertexai-unary-failure-unknown-model.json', 404, { kind: 'REQUEST_REFUSED' }],
    // a limit of nothing
    ['vertexai-unary-failure-quota-exceeded.json', 429, { kind: 'QUOTA_USED_UP' }],
  ])('%s with %i is told apart and called once', async (file, status, outcome) => {
    replay.answer({ status, body: payload(`gemini/${file}`) });
    await expect(write()).rejects.toMatchObject({ outcome });
    expect(replay.received).toHaveLength(1);
  });

  it('a vector is read, and one of another dimension is no answer', async () => {
    const [exchange] = payload('gemini/cassette-TestGoogle.test_query.json');
    const { values } = exchange.response.embeddings[0] as { values: number[] };
    replay.answer({ status: 200, body: { embeddings: [{ values: values.slice(0, 768) }] } });
    const { vectors } = await embed();
    expect(Math.hypot(...(vectors[0] ?? []))).toBeCloseTo(1, 4);
    expect(replay.received[0]).toMatchObject({
      path: '/v1beta/models/gemini-embedding-001:batchEmbedContents',
      body: {
        requests: [{ content: exchange.request.requests[0].content, taskType: 'RETRIEVAL_QUERY', outputDimensionality: 768 }],
      },
    });

    replay.answer({ status: 200, body: exchange.response });
    await expect(embed()).rejects.toMatchObject({ name: 'TransientError' });
  });

  it('a model that does not exist is a refused request', async () => {
    const [exchange] = payload('gemini/cassette-TestGoogle.test_embed_error.json');
    replay.answer({ status: 404, body: exchange.response });
    await expect(embed()).rejects.toMatchObject({ kind: 'REQUEST_REFUSED' });
  });

  const OUTCOMES: Record<string, object> = {
    quota: { kind: 'MAY_PASS', retryAfterMs: 27_000, worthTryingNow: false },
    'bad key is HTTP 400, not 401': { kind: 'KEY_REFUSED' },
    overload: { kind: 'MAY_PASS', retryAfterMs: undefined, worthTryingNow: true },
    'blocked prompt, HTTP 200': { kind: 'FILTERED' },
  };

  it('every error of the catalogue means what its note says, and is called once', async () => {
    const catalogue = payload('gemini/errors-catalog.json') as { when: string; status: number; body: unknown }[];
    expect(catalogue.map(({ when }) => when)).toEqual(Object.keys(OUTCOMES));
    for (const { when, status, body } of catalogue) {
      replay.answer({ status, body });
      await expect(write(), when).rejects.toMatchObject({ outcome: OUTCOMES[when] });
      expect(replay.received, when).toHaveLength(1);
    }
  });
});
