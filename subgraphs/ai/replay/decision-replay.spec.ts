import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/persistence/new-id.ts';
import { contentExpired } from '#schema/events/content-expired.v1.ts';
import { builtInVectors } from '../connectors/choose-vectors.ts';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import { expireTextsConsumer } from '../consumers/expire-texts.ts';
import { KnowledgeDocument } from '../knowledge/knowledge-document.entity.ts';
import { Run } from '../run/run.entity.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { decideMessage } from '../testing/decide-message.ts';
import { type AiTenant, makeAiTenant, type Received } from '../testing/make-ai-tenant.ts';
import type { ProposalInput } from './proposal.ts';
import { readRedraft } from './read-redraft.ts';
import type { Flip } from './replay-decisions.ts';
import { findReplay, findReplayOrFail, latestReplays, type ReplayReport } from './replay-row.ts';
import { startDecisionReplay } from './start-decision-replay.ts';
import { stopDecisionReplay } from './stop-decision-replay.ts';
import { tendReplays } from './tend-replays.ts';
import { LEASE_MS, workOnReplay } from './work-on-replay.ts';

let tenant: AiTenant;
let [asked, unanswered]: Received[] = [];
let document: KnowledgeDocument;
const vectors = builtInVectors();
const tools = { models: localModelProvider(), vectors };

beforeAll(async () => {
  tenant = await makeAiTenant({ vectors });
  const changes = { autoReply: false, confidenceThreshold: 0.2 };
  await tenant.transaction((tx) => updateAiSettings(tx, changes, { store: 'postgres' }));
  asked = await decideMessage(tenant, 'How much does delivery cost?', { displayName: 'Ana Ruiz' });
  await decideMessage(tenant, 'How long does delivery take?', {
    text: 'We deliver within two working days.',
  });
  unanswered = await decideMessage(tenant, 'Do you repair espresso machines?', {
    text: 'We repair espresso machines in our workshop.',
  });
  await decideMessage(tenant, 'Is delivery free above 50 euros?', { reject: true });
  document = await tenant.ctx().em.findOneOrFail(KnowledgeDocument, { title: 'Delivery' });
});
afterAll(() => tenant.close());

const order = (proposal: ProposalInput) => ({ ...proposal, last: 100, maxErrorRate: 0.5, maxCostUsd: 0 });
const worker = () => ({ ...tools, searches: new Map() });
const turn = (turnMs?: number) => tendReplays(tenant.ctx(), worker(), turnMs);
const replay = async (proposal: ProposalInput): Promise<{ id: string; report: ReplayReport }> => {
  const { id } = await startDecisionReplay(tenant.ctx(), tools, order(proposal));
  await turn(60_000);
  const row = await findReplayOrFail(tenant.ctx(), id);
  if (!row.report) throw new Error(`it was expected to end: ${row.status} ${row.failure}`);
  return { id, report: row.report };
};
const flipOf = async (report: ReplayReport, event: Received | undefined): Promise<Flip | undefined> => {
  const { id } = await tenant.runOf(event ?? tenant.message(''));
  return report.flips.find(({ runId }) => runId === id);
};
const text = 'We deliver within two working days in the whole country. Delivery costs 5.90 euros and is free above 50 euros.';
const dearer = () => ({ documentId: document.id, text });

it('a changed price shows as a reply that would go out wrong, with its text, and nothing of it is published', async () => {
  const [runs, published] = [await tenant.ctx().em.count(Run, {}), (await tenant.published('reply-approved')).length];
  const { id, report } = await replay({ knowledge: [dearer()] });
  expect(await flipOf(report, asked)).toMatchObject({
    sentThen: false,
    sentNow: true,
    verdictThen: 'RIGHT',
    verdictNow: 'WRONG',
  });
  const run = await tenant.runOf(asked ?? tenant.message(''));
  expect(await readRedraft(tenant.ctx(), id, run.id)).toContain('5.90');
  expect(await readRedraft(tenant.other(), id, run.id)).toBeNull();
  expect(report.proposed.wrong).toBeGreaterThan(0);
  expect(await tenant.ctx().em.count(Run, {})).toBe(runs);
  expect(await tenant.published('reply-approved')).toHaveLength(published);
  expect((await tenant.ctx().em.findOneOrFail(KnowledgeDocument, { id: document.id })).text).toContain('4.90');
});

it('a document that is added answers what a person had to, and one that is removed answers nothing', async () => {
  const added = { title: 'Repairs', text: 'We repair espresso machines in our workshop.' };
  const { report } = await replay({ knowledge: [added] });
  expect(await flipOf(report, unanswered)).toMatchObject({ sentNow: true, verdictThen: null, verdictNow: 'RIGHT' });
  const without = await replay({ knowledge: [{ documentId: document.id, remove: true }] });
  expect(await flipOf(without.report, asked)).toMatchObject({ sentNow: false, verdictNow: null, confidenceNow: null });
});

it('another signature is another text that says the same', async () => {
  const { id, report } = await replay({ persona: 'Friendly. Signs as Mia from Acme.' });
  const run = await tenant.runOf(asked ?? tenant.message(''));
  expect(await readRedraft(tenant.ctx(), id, run.id)).toMatch(/– Mia from Acme$/);
  expect(await flipOf(report, asked)).toMatchObject({ verdictThen: 'RIGHT', verdictNow: 'RIGHT' });
});

it('what the tenant’s languages keep back from going out does not go out in a replay either', async () => {
  const serve = (languages: string[]) => tenant.transaction((tx) => updateAiSettings(tx, { languages }, { store: 'postgres' }));
  const sent = async (proposal: ProposalInput) => (await replay(proposal)).report.proposed.sent;
  for (const proposal of [{ persona: 'Brief.' }, { threshold: 0.1 }]) {
    expect(await sent(proposal)).toBeGreaterThan(0);
    await serve(['de']);
    expect(await sent(proposal)).toBe(0);
    await serve(['de', 'en']);
  }
});

it('another tenant sees no replay, and has none to stop', async () => {
  const { id } = await replay({ persona: 'Brief.' });
  expect(await findReplay(tenant.other(), id)).toBeNull();
  expect(await latestReplays(tenant.other(), 20)).toEqual([]);
  await expect(stopDecisionReplay(tenant.other(), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(startDecisionReplay(tenant.other(), tools, order({ knowledge: [dearer()] }))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('one runs at a time; a turn that ends is gone on with elsewhere, and each message is done once', async () => {
  const started = await startDecisionReplay(tenant.ctx(), tools, order({ persona: 'Brief.' }));
  expect(started).toMatchObject({ status: 'RUNNING', done: 0, decisions: 4 });
  await expect(startDecisionReplay(tenant.ctx(), tools, order({ persona: 'Long.' }))).rejects.toMatchObject({ code: 'CONFLICT' });
  await Promise.all([turn(60_000), turn(60_000)]);
  expect(await findReplay(tenant.ctx(), started.id)).toMatchObject({ status: 'DONE', done: 4 });
});

it('what is stopped ends, and a worker that comes back to it leaves it ended', async () => {
  const lease = new Date(tenant.clock.now().getTime() + LEASE_MS);
  const { id } = await startDecisionReplay(tenant.ctx(), tools, { ...order({ persona: 'Brief.' }), leaseUntil: lease });
  await turn();
  expect(await findReplay(tenant.ctx(), id)).toMatchObject({ done: 0 });
  await stopDecisionReplay(tenant.ctx(), id);
  expect(await workOnReplay(tenant.ctx(), worker(), id, lease, 60_000)).toBeNull();
  expect(await findReplay(tenant.ctx(), id)).toMatchObject({ status: 'FAILED', failure: expect.stringContaining('stopped') });
});

it('a replay of models that only one process had ends with that process, and any other is taken over', async () => {
  const leaseUntil = new Date(tenant.clock.now().getTime() + LEASE_MS);
  const foreground = { ...order({ otherModels: true }), leaseUntil };
  const { id } = await startDecisionReplay(tenant.ctx(), tools, foreground);
  await turn();
  expect(await findReplay(tenant.ctx(), id)).toMatchObject({ status: 'RUNNING' });
  tenant.clock.advance(LEASE_MS + 1);
  await turn();
  expect(await findReplay(tenant.ctx(), id)).toMatchObject({ status: 'FAILED' });
  const next = await startDecisionReplay(tenant.ctx(), tools, { ...order({ persona: 'Brief.' }), leaseUntil });
  await turn(60_000);
  expect(await findReplay(tenant.ctx(), next.id)).toMatchObject({ status: 'DONE' });
});

it('decisions on messages whose texts are gone are left out, and what was drafted for them goes with them', async () => {
  const gone = await decideMessage(tenant, 'What does delivery cost, please?');
  const erased = await decideMessage(tenant, 'And what does delivery cost me?');
  const { id, report } = await replay({ persona: 'Brief. Signs as Mia.' });
  expect(report.decisions).toBe(6);
  const [goneRun, erasedRun] = [await tenant.runOf(gone), await tenant.runOf(erased)];
  expect(await readRedraft(tenant.ctx(), id, goneRun.id)).toContain('4.90');
  expect(await readRedraft(tenant.ctx(), id, erasedRun.id)).toContain('4.90');
  const { conversationId, messageId, contactId } = gone.data;
  await tenant.deliver(expireTextsConsumer, contentExpired, {
    key: conversationId,
    data: { channelId: newId(), conversationId, contactId, messageIds: [messageId], keptSince: null },
  });
  await tenant.ctx().vault.forget(erased.data.contactId);
  expect(await readRedraft(tenant.ctx(), id, goneRun.id)).toBeNull();
  expect(await readRedraft(tenant.ctx(), id, erasedRun.id)).toBeNull();
  expect((await replay({ persona: 'Brief.' })).report.decisions).toBe(4);
});

it('what is erased while it runs is left out of the numbers', async () => {
  const erased = await decideMessage(tenant, 'What would delivery cost us?');
  const { id } = await startDecisionReplay(tenant.ctx(), tools, order({ persona: 'Brief.' }));
  await tenant.ctx().vault.forget(erased.data.contactId);
  await turn(60_000);
  expect(await findReplay(tenant.ctx(), id)).toMatchObject({ done: 5, decisions: 5, report: { decisions: 4 } });
});

it('replays are forgotten after a month', async () => {
  const { id } = await replay({ persona: 'Brief.' });
  tenant.clock.advance(31 * 86_400_000);
  await turn();
  expect(await findReplay(tenant.ctx(), id)).toBeNull();
});
