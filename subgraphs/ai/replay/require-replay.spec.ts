import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { builtInVectors } from '../connectors/choose-vectors.ts';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import { addKnowledgeDocument } from '../knowledge/add-knowledge-document.ts';
import { KnowledgeDocument } from '../knowledge/knowledge-document.entity.ts';
import { removeKnowledgeDocument } from '../knowledge/remove-knowledge-document.ts';
import { updateKnowledgeDocument } from '../knowledge/update-knowledge-document.ts';
import { type SettingsChanges, updateAiSettings } from '../settings/update-ai-settings.ts';
import { decideMessage } from '../testing/decide-message.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import type { ProposalInput } from './proposal.ts';
import { findReplayOrFail } from './replay-row.ts';
import { startDecisionReplay } from './start-decision-replay.ts';
import { tendReplays } from './tend-replays.ts';

let tenant: AiTenant;
const tools = { models: localModelProvider(), vectors: builtInVectors() };
const REFUSED = { code: 'CONFLICT', detail: { reason: 'REPLAY_REQUIRED', decisions: 4, maxErrorRate: 0.6 } };
const START: SettingsChanges = { autoReply: true, confidenceThreshold: 0.99, persona: 'Brief.', thresholds: [] };

const update = (changes: SettingsChanges) => tenant.transaction((tx) => updateAiSettings(tx, changes, { store: 'postgres' }));
const replay = async (proposal: ProposalInput, last = 4): Promise<void> => {
  await startDecisionReplay(tenant.ctx(), tools, { ...proposal, last, maxErrorRate: null, maxCostUsd: 0 });
  await tendReplays(tenant.ctx(), { ...tools, searches: new Map() }, 60_000);
};

beforeAll(async () => {
  tenant = await makeAiTenant();
  await update({ ...START, autoReply: false });
  for (const text of ['What does delivery cost?', 'How much does delivery cost?', 'How much is delivery?', 'Delivery cost?'])
    await decideMessage(tenant, text);
});
afterAll(() => tenant.close());
beforeEach(async () => {
  // yesterday's replays prove nothing today
  tenant.clock.advance(25 * 3_600_000);
  await update({ requireReplay: false });
  await update({ ...START, replayDecisions: 4, replayMaxErrorRate: 0.6 });
  await update({ requireReplay: true });
});

it('a persona goes live once a replay of just that persona has passed, for a day', async () => {
  const persona = 'Friendly. Signs as Mia from Acme.';
  await update({ confidenceThreshold: 1, requireReplay: false });
  await update({ confidenceThreshold: 0.2, requireReplay: true });
  await expect(update({ persona })).rejects.toMatchObject(REFUSED);
  await replay({ persona: 'Friendly. Signs as Ben.' });
  await expect(update({ persona })).rejects.toMatchObject(REFUSED);
  await replay({ persona }, 3);
  await expect(update({ persona })).rejects.toMatchObject(REFUSED);
  await replay({ persona });
  // passed under another threshold than would be in force
  await expect(update({ persona, confidenceThreshold: 0.1 })).rejects.toMatchObject(REFUSED);
  expect((await update({ persona })).persona).toBe(persona);
  await expect(update({ persona: 'Brief.' })).rejects.toMatchObject(REFUSED);
  await replay({ persona: 'Brief.' });
  tenant.clock.advance(25 * 3_600_000);
  await expect(update({ persona: 'Brief.' })).rejects.toMatchObject(REFUSED);
});

it('a lower threshold, an intent’s lower threshold and a target error have to pass; what only holds more back does not', async () => {
  await expect(update({ confidenceThreshold: 0.2 })).rejects.toMatchObject(REFUSED);
  await expect(update({ thresholds: [{ intent: 'SALES', threshold: 0.2 }] })).rejects.toMatchObject(REFUSED);
  await expect(update({ targetError: 0.1, auditShare: 0.05 })).rejects.toMatchObject(REFUSED);
  // switching it off in the same breath is too late
  await expect(update({ confidenceThreshold: 0.2, requireReplay: false })).rejects.toMatchObject(REFUSED);
  expect(await update({ confidenceThreshold: 0.995 })).toMatchObject({ confidenceThreshold: 0.995 });
  expect(await update({ thresholds: [{ intent: 'PRAISE', threshold: 1 }] })).toMatchObject({ thresholds: { PRAISE: 1 } });
  expect(await update({ autoReply: false, confidenceThreshold: 0.2 })).toMatchObject({ autoReply: false });
  await expect(update({ autoReply: true })).rejects.toMatchObject(REFUSED);
  await replay({ threshold: 0.2, thresholds: [{ intent: 'PRAISE', threshold: 1 }] });
  expect(await update({ autoReply: true })).toMatchObject({ autoReply: true, confidenceThreshold: 0.2 });
});

it('a replay that does not pass opens nothing', async () => {
  await update({ requireReplay: false });
  await update({ replayMaxErrorRate: 0.01, requireReplay: true });
  await replay({ threshold: 0.2 });
  await expect(update({ confidenceThreshold: 0.2 })).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('a replay is judged under the settings of its start: a threshold that is raised meanwhile opens nothing', async () => {
  await update({ requireReplay: false });
  await update({ confidenceThreshold: 0.2, replayMaxErrorRate: 0.01, requireReplay: true });
  const persona = 'Brief. Signs as Eve.';
  const { id } = await startDecisionReplay(tenant.ctx(), tools, { persona, last: 4, maxErrorRate: null, maxCostUsd: 0 });
  await update({ confidenceThreshold: 1 });
  await tendReplays(tenant.ctx(), { ...tools, searches: new Map() }, 60_000);
  expect((await findReplayOrFail(tenant.ctx(), id)).report).toMatchObject({ threshold: 0.2, proposed: { sent: 4 } });
  await expect(update({ persona, confidenceThreshold: 0.2 })).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('a change of a large part of the knowledge has to pass under the settings in force, and a small one does not', async () => {
  await update({ requireReplay: false });
  await update({ confidenceThreshold: 0.2 });
  for (let at = 0; at < 5; at += 1)
    await tenant.transaction((tx) =>
      addKnowledgeDocument(tx, { title: `Plant ${at}`, text: `Plant ${at} likes shade and water.` }),
    );
  await update({ requireReplay: true });
  const { id } = await tenant.ctx().em.findOneOrFail(KnowledgeDocument, { title: 'Delivery' });
  const added = {
    title: 'Parts',
    text: ['Seals', 'Pumps', 'Hoses'].map((part) => `# ${part}\n\n${part} are in stock.`).join('\n\n'),
  };
  const add = (document: typeof added) => tenant.transaction((tx) => addKnowledgeDocument(tx, document));
  await expect(add(added)).rejects.toMatchObject(REFUSED);
  await replay({ knowledge: [{ ...added, text: `${added.text} Or not.` }] });
  await expect(add(added)).rejects.toMatchObject(REFUSED);
  await replay({ knowledge: [added, { documentId: id, remove: true }] });
  await expect(add(added)).rejects.toMatchObject(REFUSED);
  await replay({ knowledge: [added] });
  expect(await add(added)).toMatchObject({ title: 'Parts' });
  // one passage of nine
  expect(await tenant.transaction((tx) => updateKnowledgeDocument(tx, { id, source: 'https://acme.example' }))).toBeDefined();
  await expect(tenant.transaction((tx) => removeKnowledgeDocument(tx, id))).resolves.toBe(true);
});
