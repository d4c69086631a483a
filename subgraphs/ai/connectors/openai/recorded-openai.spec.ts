import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Replay, replayAnswers } from '../../testing/replay-answers.ts';
import { NO_PAYLOADS, payload } from '../../testing/shared-payloads.ts';
import type { Prompt } from '../vendor/language-model.ts';
import { openAiEmbeddingProvider } from './openai-embedding-provider.ts';
import { openAiLanguageModel } from './openai-language-model.ts';

const PROMPT: Prompt = { rules: 'r', material: '{}', answerName: 'a', answerSchema: { type: 'object' }, maxOutputTokens: 100 };
const going = (): AbortSignal => new AbortController().signal;

describe.skipIf(NO_PAYLOADS)('what OpenAI once answered, through its SDK', () => {
  let replay: Replay;
  beforeAll(async () => {
    replay = await replayAnswers();
  });
  afterAll(() => replay.close());
  const access = () => ({ apiKey: 'sk-sim-replay', baseUrl: `${replay.url}/v1` });
  const write = () => openAiLanguageModel(access()).write(PROMPT, going(), 5_000);
  const embed = () => openAiEmbeddingProvider(access()).embed(['Hello, world!'], 'question', going());

  it('a structured answer is read with the release and the tokens that it names', async () => {
    const [, exchange] = payload('openai/cassette-test_openai_native_output.json');
    replay.answer({ status: 200, body: exchange.response });
    expect(await write()).toEqual({
      text: '{"city":"Mexico City","country":"Mexico"}',
      usage: { model: 'gpt-4o-2024-08-06', inputTokens: 92, cachedTokens: 0, outputTokens: 15 },
    });
    expect(replay.received).toMatchObject([{ path: '/v1/chat/completions', headers: { authorization: 'Bearer sk-sim-replay' } }]);
    expect(replay.received[0]?.body).toMatchObject({ response_format: { type: 'json_schema', json_schema: { strict: true } } });
  });

  it('an answer in prose is one as well, with its recorded headers', async () => {
    const [exchange] = payload('openai/nango-create-chat-completion.json');
    replay.answer({ status: 200, body: exchange.response });
    expect(await write()).toMatchObject({
      text: 'Hello! How can I assist you today?',
      usage: { inputTokens: 11, outputTokens: 9 },
    });
  });

  it('a call of a tool, which nobody asked for, is no answer', async () => {
    const [exchange] = payload('openai/cassette-test_openai_native_output.json');
    replay.answer({ status: 200, body: exchange.response });
    await expect(write()).rejects.toMatchObject({ outcome: { kind: 'MAY_PASS' }, usage: { inputTokens: 71 } });
  });

  it('a base64 vector is decoded, whole and of length 1', async () => {
    const [exchange] = payload('openai/cassette-TestOpenAI.test_query.json');
    replay.answer({ status: 200, body: exchange.response });
    const { vectors, call } = await embed();
    expect(replay.received[0]?.body).toEqual({ ...exchange.request, encoding_format: 'base64' });
    expect(vectors).toHaveLength(1);
    expect(vectors[0]).toHaveLength(1_536);
    const first = Buffer.from(exchange.response.data[0].embedding, 'base64').readFloatLE(0);
    expect(vectors[0]?.[0]).toBeCloseTo(first, 4);
    expect(call).toMatchObject({ inputTokens: 4, model: 'text-embedding-3-small' });
  });

  it('a model that does not exist is a refused request', async () => {
    const [exchange] = payload('openai/cassette-TestOpenAI.test_embed_error.json');
    replay.answer({ status: 404, body: exchange.response });
    await expect(embed()).rejects.toMatchObject({ kind: 'REQUEST_REFUSED', message: expect.stringContaining('model_not_found') });
  });

  const OUTCOMES: Record<string, object> = {
    'rpm/tpm': { kind: 'MAY_PASS', retryAfterMs: 812, worthTryingNow: false },
    'no credit left': { kind: 'QUOTA_USED_UP' },
    'bad key': { kind: 'KEY_REFUSED' },
    'context too long': { kind: 'TRUNCATED' },
    'bad schema': { kind: 'REQUEST_REFUSED' },
    'content policy': { kind: 'FILTERED' },
    overload: { kind: 'MAY_PASS', retryAfterMs: undefined, worthTryingNow: true },
  };

  it('every error of the catalogue means what its note says, and is called once', async () => {
    const catalogue = payload('openai/errors-catalog.json') as {
      when: string;
      status: number;
      headers?: object;
      body: unknown;
    }[];
    expect(catalogue.map(({ when }) => when)).toEqual(Object.keys(OUTCOMES));
    for (const { when, status, headers = {}, body } of catalogue) {
      replay.answer({ status, headers: headers as Record<string, string>, body });
      await expect(write(), when).rejects.toMatchObject({ outcome: OUTCOMES[when] });
      expect(replay.received, when).toHaveLength(1);
    }
  });

  it.each([
    ['seconds', { 'retry-after': '3' }, 3_000],
    [
      'the reset of the limit that is empty',
      { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '8.64s' },
      8_640,
    ],
    ['minutes', { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6m0s' }, 360_000],
    ['milliseconds', { 'retry-after-ms': '120', 'retry-after': '1' }, 120],
    ['nothing that can be read', { 'retry-after': 'soon' }, undefined],
  ])('when to come back is read from %s', async (_, headers, retryAfterMs) => {
    replay.answer({
      status: 429,
      headers,
      body: { error: { message: 'x', type: 'requests', param: null, code: 'rate_limit_exceeded' } },
    });
    await expect(write()).rejects.toMatchObject({ outcome: { kind: 'MAY_PASS', retryAfterMs } });
  });
});
