import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { type Simulators, startSimulators } from '../../../simulators/start-simulators.ts';
import type { ModelProvider } from '../connectors/model-provider.ts';
import { modelProvider } from '../connectors/model-providers.ts';
import { claimReview } from '../review/claim-review.ts';
import { rejectReview } from '../review/reject-review.ts';
import { readDraftText } from '../run/read-sealed.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { isDrawnToCompare } from './open-cache.ts';
import { tendCache } from './tend-cache.ts';

let tenant: AiTenant;
let simulators: Simulators;
let models: ModelProvider;
beforeAll(async () => {
  simulators = await startSimulators({ port: 0 });
  const { openai, gemini } = outsideConfig(`http://127.0.0.1:${simulators.port}`);
  models = modelProvider({ openai: { ...openai, apiKey: 'sk-sim-run' }, gemini });
  tenant = await makeAiTenant({
    replyCacheMinutes: 60,
    knowledge: ['Oak desk', 'Oak chair', 'Birch desk'].map((thing, at) => ({
      title: thing,
      text: `The ${thing} costs ${100 + at} euros. Delivery of the ${thing} takes ${2 + at} working days. The ${thing} is ${60 + at} centimetres wide.`,
    })),
  });
});
afterAll(async () => {
  await tenant.close();
  await simulators.close();
});
const table = (name: string): string => `"${schemaOf(tenant.ctx().tenant)}".${name}`;
beforeEach(async () => {
  for (const name of ['cached_reply', 'reply_comparison', 'reply_likeness'])
    await tenant.ctx().em.execute(`delete from ${table(name)}`);
});

const ask = async (text: string, { drawn = false } = {}) => {
  let event = tenant.message(text);
  // one in twenty is compared in any case
  while (isDrawnToCompare(tenant.ctx(), event.data) !== drawn) event = tenant.message(text);
  await tenant.answer(event, models);
  const run = await tenant.runOf(event);
  return { event, run, text: await readDraftText(tenant.ctx(), run) };
};
/** As if so many like questions had been compared before. */
const compared = async (count: number, similarity: number, agreed: boolean): Promise<void> => {
  await tenant.ctx().em.execute(
    `insert into ${table('reply_comparison')} (run_id, measure, similarity, agreed, at)
     select gen_random_uuid(), 'words', ?, ?, ?::timestamptz from generate_series(1, ?)`,
    [similarity, agreed, tenant.clock.now(), count],
  );
};
const comparisons = () =>
  tenant
    .ctx()
    .em.execute<{ similarity: number; agreed: boolean | null }[]>(`select similarity, agreed from ${table('reply_comparison')}`);
const opened = async (): Promise<void> => {
  await compared(400, 0.95, true);
  await tendCache(tenant.ctx());
};
const ASKED = 'How much is the Oak desk?';
const LIKE = 'What does the Oak desk cost?';

it('before anything is known a like question is put to the model, and whether both replies say the same is noted', async () => {
  await ask(ASKED);
  const { run } = await ask(LIKE);
  expect(run.cacheHit ?? null).toBeNull();
  expect(await comparisons()).toMatchObject([{ similarity: 1, agreed: true }]);
});

it('once the likeness is shown to be enough, a like question has the same reply', async () => {
  await opened();
  const first = await ask(ASKED);
  const second = await ask(LIKE);
  expect(second.run.cacheHit).toBe('SIMILAR');
  expect(second.text).toBe(first.text);
  expect(second.run.steps.at(-1)).toMatchObject({ cached: true, costUsd: 0 });
});

it('one in twenty is put to the model all the same, for what is never compared again is not known to hold', async () => {
  await opened();
  await ask(ASKED);
  const before = (await comparisons()).length;
  expect((await ask(LIKE, { drawn: true })).run.cacheHit ?? null).toBeNull();
  expect(await comparisons()).toHaveLength(before + 1);
});

it('with the budget gone a like question is answered from the cache, drawn or not', async () => {
  await opened();
  await ask(ASKED);
  const budget = (monthlyBudgetUsd: number | null) =>
    tenant.transaction((tx) => updateAiSettings(tx, { monthlyBudgetUsd }, { store: 'postgres' }));
  await budget(0);
  try {
    for (const drawn of [false, true])
      expect((await ask(LIKE, { drawn })).run).toMatchObject({ cacheHit: 'SIMILAR', costUsd: 0 });
  } finally {
    await budget(null);
  }
});

it.each([
  'How much is the Oak chair?',
  'How much is the Birch desk?',
  'How wide is the Oak desk?',
  'How long does delivery of the Oak desk take?',
  'How much are 2 of the Oak desk?',
  "Isn't there a price for the Oak desk?",
  'Where is the price of the Oak desk?',
  'How much is the Oak desk on Monday?',
  'How much is the Oak desk in Kiel?',
  'Was kostet der Oak desk?',
])('one word apart is another question, however alike: %s', async (near) => {
  await compared(400, 0.5, true);
  await compared(400, 0.95, true);
  await tendCache(tenant.ctx());
  await ask(ASKED);
  expect((await ask(near)).run.cacheHit ?? null).toBeNull();
});

it('likeness that was wrong too often is none', async () => {
  await compared(400, 0.95, true);
  await compared(8, 0.95, false);
  await tendCache(tenant.ctx());
  await ask(ASKED);
  expect((await ask(LIKE)).run.cacheHit ?? null).toBeNull();
});

it('three replies to like questions that people rejected end their sharing at once', async () => {
  await opened();
  tenant.clock.advance(1_000);
  await compared(3, 0.95, false);
  await tendCache(tenant.ctx());
  await ask(ASKED);
  expect((await ask(LIKE)).run.cacheHit ?? null).toBeNull();
});

it('a cached draft that a person changed or rejected is nobody’s reply any more, nor is the same put in its place', async () => {
  await opened();
  const settings = (autoReply: boolean) => tenant.transaction((tx) => updateAiSettings(tx, { autoReply }, { store: 'postgres' }));
  await settings(false);
  try {
    await ask(ASKED);
    const like = await ask(LIKE);
    expect(like.run.cacheHit).toBe('SIMILAR');
    const { id } = (await tenant.reviewOf(like.event)) ?? { id: '' };
    const ana = tenant.graph('ana', ['reviews:decide']);
    await ana.transaction((tx) => claimReview(tx, id));
    const token = (await tenant.review(id)).claimToken;
    expect(await ana.transaction((tx) => rejectReview(tx, { id, token, reason: 'not what was asked' }))).toMatchObject({
      status: 'REJECTED',
    });
    expect((await comparisons()).filter(({ agreed }) => agreed === false)).toHaveLength(1);
    for (let at = 0; at < 2; at++) expect((await ask(ASKED)).run.cacheHit ?? null).toBeNull();
  } finally {
    await settings(true);
  }
});

it('an erased contact’s question is like none: the reply to it answers the same words alone', async () => {
  await opened();
  const { event } = await ask(ASKED);
  await tenant.ctx().vault.forget(event.data.contactId);
  expect((await ask(LIKE)).run.cacheHit ?? null).toBeNull();
  expect((await ask(ASKED)).run.cacheHit).toBe('EXACT');
});

it('what is too old or too much goes, and what stays still answers', async () => {
  await ask(ASKED);
  tenant.clock.advance(1_000);
  await ask('How wide is the Oak chair?');
  await tendCache(tenant.ctx(), 1);
  expect((await ask('How wide is the Oak chair?')).run.cacheHit).toBe('EXACT');
  tenant.clock.advance(3_600_000);
  await tendCache(tenant.ctx());
  expect(await tenant.ctx().em.execute(`select 1 from ${table('cached_reply')}`)).toEqual([]);
});
