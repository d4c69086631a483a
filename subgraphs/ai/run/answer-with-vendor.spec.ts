import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { messageReceived } from '#schema/events/message-received.v1.ts';
import { type Simulators, startSimulators } from '../../../simulators/start-simulators.ts';
import { modelProvider } from '../connectors/model-providers.ts';
import { answerMessageConsumer } from '../consumers/answer-message.ts';
import { type AiTenant, makeAiTenant, type Received } from '../testing/make-ai-tenant.ts';
import { ANSWER_ATTEMPTS } from './model-trouble.ts';
import { readAnalysis, readDraftText, readStepTexts } from './read-sealed.ts';
import { tryReply } from './try-reply.ts';

let tenant: AiTenant;
let simulators: Simulators;
beforeAll(async () => {
  [tenant, simulators] = await Promise.all([makeAiTenant(), startSimulators({ port: 0 })]);
});
afterAll(() => Promise.all([tenant.close(), simulators.close()]));

const KEYS = { openai: 'sk-sim-run', gemini: 'AIza-sim-run' };

describe.each(['openai', 'gemini'] as const)('a run with %s', (vendor) => {
  const models = () => {
    const { openai, gemini } = outsideConfig(`http://127.0.0.1:${simulators.port}`);
    const config = { openai, gemini };
    return modelProvider({ ...config, [vendor]: { ...config[vendor], apiKey: KEYS[vendor] } });
  };
  const control = async (address: string, method: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${simulators.port}/${vendor}/${address}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  afterEach(async () => {
    await control('_faults', 'DELETE');
    await control('_next', 'DELETE');
    await control('_journal', 'DELETE');
  });
  const answer = (event: Received, attempt = 1): Promise<void> =>
    tenant.deliver(answerMessageConsumer({ models: models(), search: tenant.search }), messageReceived, event, { attempt });
  const calls = async (): Promise<number> => ((await control('_journal', 'GET')) as unknown[]).length;
  const DOWN = { status: 503, body: { error: { message: 'overloaded', type: 'server_error', param: null, code: null } } };

  it('a question is answered from the knowledge in two calls, with what they cost', async () => {
    const event = tenant.message('Hello, how much does delivery cost? I am Ana Ruiz, ana@example.com', {
      displayName: 'Ana Ruiz',
    });
    await answer(event);
    const run = await tenant.runOf(event);
    expect(await readDraftText(tenant.ctx(), run)).toContain('4.90 euros');
    expect(run.sources.map((source) => source.title)).toEqual(['Delivery']);
    expect(run.steps.map(({ agent, provider, error }) => [agent, provider, error])).toEqual([
      ['INTENT_CLASSIFIER', vendor, null],
      ['ENTITY_EXTRACTOR', vendor, null],
      ['LEAD_SCORER', 'local', null],
      ['REPLY_GENERATOR', vendor, null],
    ]);
    expect(run.costUsd).toBeGreaterThan(0);
    expect(run.costUsd).toBeCloseTo(
      run.steps.reduce((sum, step) => sum + step.costUsd, 0),
      10,
    );
    expect((await readAnalysis(tenant.ctx(), run))?.entities.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['name', 'email']),
    );
    expect(await calls()).toBe(2);
  });

  it('a question that no passage answers waits for a person', async () => {
    const event = tenant.message('Does the astronaut training include a real rocket launch?');
    await answer(event);
    expect(await tenant.reviewOf(event)).toMatchObject({ reason: 'LOW_CONFIDENCE' });
  });

  it('a vendor that is down is asked by later deliveries, and after the last a person has the message and the reason', async () => {
    await control('_faults', 'PUT', DOWN);
    const event = tenant.message('How much does delivery cost? Write to ana@example.com');
    await expect(answer(event)).rejects.toMatchObject({ name: 'TransientError' });
    await expect(answer(event, ANSWER_ATTEMPTS - 1)).rejects.toMatchObject({ name: 'TransientError' });
    await answer(event, ANSWER_ATTEMPTS);

    const run = await tenant.runOf(event);
    expect(run).toMatchObject({ status: 'IN_REVIEW', intent: null, draftText: null });
    expect(await tenant.reviewOf(event)).toMatchObject({ reason: 'PROVIDER_DOWN', status: 'PENDING' });
    expect(run.steps).toMatchObject([
      { agent: 'INTENT_CLASSIFIER', provider: vendor, attempts: 2, error: expect.stringMatching(/503/) },
    ]);
    expect(await readStepTexts(tenant.ctx(), run)).toHaveLength(1);
    // an address that the message states is not lost with the model
    const [scored] = (await tenant.published('message-scored')).filter(({ key }) => key === event.key);
    expect(scored?.personal).toMatchObject({ email: 'ana@example.com' });
  });

  it('the team is told of an outage once, and that it is over when a model answers again', async () => {
    const ask = async (): Promise<void> => answer(tenant.message('How much does delivery cost?'), ANSWER_ATTEMPTS);
    const told = async (type: string) =>
      (await tenant.published(type)).filter(
        ({ data }) => data['code'] === 'PROVIDER_DOWN' || data['codes']?.includes('PROVIDER_DOWN'),
      );
    // whatever other outages of this tenant there were
    await ask();
    const [raised, resolved] = [(await told('alert-raised')).length, (await told('alert-resolved')).length];
    await control('_faults', 'PUT', DOWN);
    await ask();
    await ask();
    const alerts = (await told('alert-raised')).slice(raised);
    expect(alerts).toMatchObject([
      { data: { severity: 'WARNING', detail: { provider: vendor, error: expect.stringMatching(/503/) } } },
    ]);
    expect((await told('alert-resolved')).length).toBe(resolved);
    await control('_faults', 'DELETE');
    await ask();
    await ask();
    expect((await told('alert-resolved')).slice(resolved)).toMatchObject([{ data: { channelId: null } }]);
  });

  it('a vendor that goes down between score and reply leaves the score, and a person has the rest', async () => {
    const path = vendor === 'openai' ? 'message_reply' : 'used_passages';
    await control('_faults', 'PUT', { ...DOWN, match: { body: path } });
    const event = tenant.message('How much does delivery cost?');
    await expect(answer(event)).rejects.toMatchObject({ name: 'TransientError' });
    await answer(event, ANSWER_ATTEMPTS);
    const run = await tenant.runOf(event);
    expect(run).toMatchObject({ status: 'IN_REVIEW', draftText: null });
    expect(run.intent).not.toBeNull();
    expect(await tenant.reviewOf(event)).toMatchObject({ reason: 'PROVIDER_DOWN' });
    expect((await tenant.published('message-scored')).filter(({ key }) => key === event.key)).toHaveLength(1);
  });

  it('a refused key ends it at once: nobody waits for what no retry mends', async () => {
    await control('_faults', 'PUT', { status: 403, body: {} });
    const event = tenant.message('How much does delivery cost?');
    await answer(event);
    expect(await tenant.reviewOf(event)).toMatchObject({ reason: 'PROVIDER_DOWN' });
    expect(await calls()).toBe(1);
  });

  it('a rate limit that asks for hours is not waited for', async () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '7200s' }];
    await control('_faults', 'PUT', { status: 429, headers: { 'retry-after': '7200' }, body: { error: { code: 429, details } } });
    const event = tenant.message('How much does delivery cost?');
    await answer(event);
    expect(await tenant.reviewOf(event)).toMatchObject({ reason: 'PROVIDER_DOWN' });
  });

  it('a text that the model does not answer is a person’s, and the provider is not called down', async () => {
    await control('_next', 'POST', [{ content: '{"intent":', finishReason: vendor === 'openai' ? 'length' : 'MAX_TOKENS' }]);
    const event = tenant.message('How much does delivery cost?');
    await answer(event);
    expect(await tenant.reviewOf(event)).toMatchObject({ reason: 'LOW_CONFIDENCE' });
    expect((await tenant.runOf(event)).steps[0]?.error).toMatch(/longest/);
  });

  it('a made-up price makes the draft doubtful however sure the model is', async () => {
    const sure = { supported_share: 1, completeness: 1, confidence: 1, used_passages: [1], outcome: 'ANSWERED' };
    const about = (text: string) => [
      { content: { intent: 'SUPPORT', confidence: 0.99, runner_up: 0, facts: [] } },
      { content: { ...sure, text } },
    ];
    const confidenceOf = async (text: string): Promise<number> => {
      await control('_next', 'POST', about(text));
      const event = tenant.message('How much does delivery cost?');
      await answer(event);
      return (await tenant.runOf(event)).confidence ?? 0;
    };
    const honest = await confidenceOf('Delivery costs 4.90 euros.');
    expect(await confidenceOf('Delivery costs 3.50 euros.')).toBeLessThan(honest - 0.1);
  });

  it('who tries a reply is told that no model answers', async () => {
    await control('_faults', 'PUT', { status: 403, body: {} });
    const tools = { models: models(), search: tenant.search };
    const tried = tryReply(tenant.ctx(), 'How much does delivery cost?', tools, new AbortController().signal);
    await expect(tried).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });
});
