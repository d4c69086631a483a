import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { type Simulators, startSimulators } from '../../../simulators/start-simulators.ts';
import type { ModelProvider } from '../connectors/model-provider.ts';
import { modelProvider } from '../connectors/model-providers.ts';
import { addKnowledgeDocument } from '../knowledge/add-knowledge-document.ts';
import { KnowledgeDocument } from '../knowledge/knowledge-document.entity.ts';
import { removeKnowledgeDocument } from '../knowledge/remove-knowledge-document.ts';
import { updateKnowledgeDocument } from '../knowledge/update-knowledge-document.ts';
import { expireRunTexts } from '../run/expire-run-texts.ts';
import { readDraftText } from '../run/read-sealed.ts';
import { DEFAULT_SETTINGS } from '../settings/ai-settings.entity.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { readSpend } from '../spend/read-spend.ts';
import { type AiTenant, makeAiTenant, type Received } from '../testing/make-ai-tenant.ts';

let tenant: AiTenant;
let simulators: Simulators;
let models: ModelProvider;
beforeAll(async () => {
  simulators = await startSimulators({ port: 0 });
  const { openai, gemini } = outsideConfig(`http://127.0.0.1:${simulators.port}`);
  models = modelProvider({ openai: { ...openai, apiKey: 'sk-sim-run' }, gemini });
  tenant = await makeAiTenant({ replyCacheMinutes: 60 });
});
afterAll(async () => {
  await tenant.close();
  await simulators.close();
});
beforeEach(async () => {
  await settings({ replyCacheMinutes: 60, persona: DEFAULT_SETTINGS.persona, monthlyBudgetUsd: null });
  await tenant.ctx().em.execute(`delete from "${schemaOf(tenant.ctx().tenant)}".cached_reply`);
  await fetch(journal(), { method: 'DELETE' });
});

const journal = () => `http://127.0.0.1:${simulators.port}/openai/_journal`;
interface Entry {
  readonly request: { readonly messages?: readonly { readonly content: string }[] };
}
/** What models were asked for replies, as they read it. */
const repliesAsked = async (): Promise<string[]> => {
  const entries = (await (await fetch(journal())).json()) as Entry[];
  return entries.map(({ request }) => JSON.stringify(request)).filter((body) => body.includes('message_reply'));
};
const ask = async (text: string, overrides: Parameters<AiTenant['message']>[1] = {}) => {
  const event = tenant.message(text, overrides);
  await tenant.answer(event, models);
  return heard(event);
};
const heard = async (event: Received) => {
  const run = await tenant.runOf(event);
  return { event, run, text: await readDraftText(tenant.ctx(), run) };
};
const settings = (changes: Parameters<typeof updateAiSettings>[1]) =>
  tenant.transaction((tx) => updateAiSettings(tx, changes, { store: 'postgres' }));
const MINUTE_MS = 60_000;
const QUESTION = 'How much does delivery cost?';

it('the same question by another person is answered from the cache, and no model writes it again', async () => {
  const first = await ask(QUESTION, { displayName: 'Ana Novak' });
  const second = await ask('Hi there! how much does delivery cost 🙂 Thanks!', { displayName: 'Ben Okafor' });
  expect(first.text).toContain('4.90');
  expect(second.text).toBe(first.text);
  expect([first.run.cacheHit ?? null, second.run.cacheHit]).toEqual([null, 'EXACT']);
  expect(await repliesAsked()).toHaveLength(1);
  expect(second.run.steps.at(-1)).toMatchObject({ cached: true, costUsd: 0, provider: 'openai' });
  expect(second.run.recipe).toBe(first.run.recipe);
  expect(second.run.sources.map(({ title }) => title)).toEqual(['Delivery']);
});

it('a reply that may be another’s is written without the name of who asks', async () => {
  const { text } = await ask(QUESTION, { displayName: 'Ana Novak' });
  const [asked] = await repliesAsked();
  expect(asked).not.toContain('Novak');
  expect(text).not.toContain('Ana');
  await ask('How much does my delivery cost?', { displayName: 'Ana Novak' });
  expect((await repliesAsked())[1]).toContain('Novak');
});

it.each([
  ['a person’s own order', 'Where is my order? How much does delivery cost?', {}],
  ['what came after another message', QUESTION, { revision: 2 }],
  ['who says who they are', 'Ana here, how much does delivery cost?', {}],
])('%s is neither kept nor answered from the cache', async (_, text, overrides) => {
  await ask(text, overrides);
  const { run } = await ask(text, overrides);
  expect(run.cacheHit ?? null).toBeNull();
  expect(run.cachedReplyKey ?? null).toBeNull();
  expect(await repliesAsked()).toHaveLength(2);
});

it('a reply is used for an hour, and for no longer', async () => {
  await ask(QUESTION);
  tenant.clock.advance(59 * MINUTE_MS);
  expect((await ask(QUESTION)).run.cacheHit).toBe('EXACT');
  tenant.clock.advance(2 * MINUTE_MS);
  expect((await ask(QUESTION)).run.cacheHit ?? null).toBeNull();
  expect((await ask(QUESTION)).run.cacheHit).toBe('EXACT');
});

it('a tenant that wants no cache has none', async () => {
  await settings({ replyCacheMinutes: 0 });
  await ask(QUESTION, { displayName: 'Ana Novak' });
  expect((await ask(QUESTION)).run.cacheHit ?? null).toBeNull();
  expect((await repliesAsked())[0]).toContain('Novak');
});

it('another persona, and another tenant, share nothing', async () => {
  await ask(QUESTION);
  await settings({ persona: 'Formal. Signs as The Desk.' });
  expect((await ask(QUESTION)).run.cacheHit ?? null).toBeNull();
  const other = await makeAiTenant({ replyCacheMinutes: 60 });
  try {
    const event = other.message(QUESTION);
    await other.answer(event, models);
    expect((await other.runOf(event)).cacheHit ?? null).toBeNull();
  } finally {
    await other.close();
  }
});

describe('knowledge that changes', () => {
  let shared: AiTenant;
  beforeEach(async () => {
    shared = tenant;
    tenant = await makeAiTenant({ replyCacheMinutes: 60 });
  });
  afterEach(async () => {
    await tenant.close();
    tenant = shared;
  });

  it.each([
    [
      'changes',
      (id: string) =>
        tenant.transaction((tx) =>
          updateKnowledgeDocument(tx, { id, text: 'We deliver in two days. Delivery costs 6.50 euros.' }),
        ),
      '6.50',
    ],
    ['goes', (id: string) => tenant.transaction((tx) => removeKnowledgeDocument(tx, id)), null],
  ])('a reply whose passage %s is gone', async (_, change, expected) => {
    await ask(QUESTION);
    const document = await tenant.ctx().em.findOneOrFail(KnowledgeDocument, { title: 'Delivery' });
    await change(document.id);
    expect(await tenant.ctx().em.execute(`select 1 from "${schemaOf(tenant.ctx().tenant)}".cached_reply`)).toEqual([]);
    await tenant.tend();
    const { run, text } = await ask(QUESTION);
    expect(run.cacheHit ?? null).toBeNull();
    if (expected === null) expect(text).toBeNull();
    else expect(text).toContain(expected);
  });

  it('a document that answers it too, added later, is read before anything is said again', async () => {
    await ask(QUESTION);
    await tenant.transaction((tx) =>
      addKnowledgeDocument(tx, { title: 'Delivery this week', text: 'This week delivery costs nothing at all.' }),
    );
    expect((await ask(QUESTION)).run.cacheHit ?? null).toBeNull();
  });
});

it('spend shows how many replies came from the cache and what they had cost, and what the router saved', async () => {
  tenant.clock.advance(1);
  const from = tenant.clock.now();
  const { run } = await ask(QUESTION);
  const [wrote] = run.steps.filter(({ agent }) => agent === 'REPLY_GENERATOR');
  for (let at = 0; at < 3; at++) await ask(QUESTION);
  tenant.clock.advance(1);
  const spend = await readSpend(tenant.ctx(), { from });
  expect(spend.cacheHitRate).toBe(0.75);
  expect(spend.savedByCacheUsd).toBeCloseTo(3 * (wrote?.costUsd ?? 0), 9);
  expect(spend.savedByCacheUsd).toBeGreaterThan(0);
  expect(spend.savedByRoutingUsd).toBeGreaterThan(0);
  expect(spend.savedUsd).toBeCloseTo(spend.savedByCacheUsd + spend.savedByRoutingUsd, 12);
});

it('with the budget gone a cached reply still answers, and nothing else does', async () => {
  await ask(QUESTION);
  await settings({ monthlyBudgetUsd: 0 });
  const cached = await ask(QUESTION);
  expect(cached.run).toMatchObject({ cacheHit: 'EXACT', costUsd: 0 });
  expect(cached.text).toContain('4.90');
  expect((await ask('How long does delivery take in the whole country?')).run).toMatchObject({
    status: 'IN_REVIEW',
    draftText: null,
  });
});

it('a reply from the cache does not say that a model answers again', async () => {
  await ask(QUESTION);
  const outage = `"${schemaOf(tenant.ctx().tenant)}".model_outage`;
  await tenant.ctx().em.execute(`insert into ${outage} (since) values (?)`, [tenant.clock.now()]);
  await settings({ monthlyBudgetUsd: 0 });
  expect((await ask(QUESTION)).run.cacheHit).toBe('EXACT');
  expect(await tenant.ctx().em.execute(`select 1 from ${outage}`)).toHaveLength(1);
  await settings({ monthlyBudgetUsd: null });
  await ask('How long does delivery take?');
  expect(await tenant.ctx().em.execute(`select 1 from ${outage}`)).toEqual([]);
});

it('a message that is taken back, or whose time is over, takes its reply out of the cache', async () => {
  const { event } = await ask(QUESTION);
  const { conversationId, messageId } = event.data;
  await tenant.transaction((tx) => expireRunTexts(tx, { conversationId, messageIds: [messageId] }));
  expect((await ask(QUESTION)).run.cacheHit ?? null).toBeNull();
});

it('many who ask the same at once are all answered, and a redelivery changes nothing', async () => {
  const events = Array.from({ length: 8 }, () => tenant.message(QUESTION));
  await Promise.all(events.map((event) => tenant.answer(event, models)));
  const texts = new Set((await Promise.all(events.map(heard))).map(({ text }) => text));
  expect(texts.size).toBe(1);
  const { event, run } = await ask(QUESTION);
  await tenant.answer(event, models);
  expect(await tenant.runOf(event)).toMatchObject({ id: run.id, cacheHit: 'EXACT' });
});
