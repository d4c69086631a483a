import { afterAll, beforeAll, expect, it } from 'vitest';
import { refreshGates } from '../confidence/refresh-gates.ts';
import { builtInVectors } from '../connectors/choose-vectors.ts';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { makeDecisions } from '../testing/make-decisions.ts';
import type { ProposalInput } from './proposal.ts';
import { startDecisionReplay } from './start-decision-replay.ts';

let tenant: AiTenant;
const recipe = 'local/spec';
const tools = { models: localModelProvider(), vectors: builtInVectors() };
const some = (count: number, score: number, over: object = {}) =>
  Array.from({ length: count }, () => ({ score, recipe, ...over }));

beforeAll(async () => {
  tenant = await makeAiTenant({ knowledge: [] });
  await tenant.transaction((tx) => updateAiSettings(tx, { confidenceThreshold: 0.9 }, { store: 'postgres' }));
  await makeDecisions(tenant.ctx(), [
    ...some(20, 0.95),
    ...some(10, 0.87),
    ...some(2, 0.87, { edited: true }),
    ...some(5, 0.5, { status: 'REJECTED' }),
    // never automatic, whatever the threshold
    ...some(3, 0.99, { heldBack: ['COMPLAINT'] }),
    // decided by nobody
    ...some(4, 0.99, { status: 'SUPERSEDED' }),
  ]);
});
afterAll(() => tenant.close());

const replay = async (proposal: ProposalInput, { last = 200, maxErrorRate = null as number | null, ctx = tenant.ctx() } = {}) => {
  const row = await startDecisionReplay(ctx, tools, { ...proposal, last, maxErrorRate, maxCostUsd: 0 });
  if (!row.report) throw new Error('where no draft is made again, it is done at once');
  return { ...row, report: row.report };
};

it('a lower threshold shows which replies would go out that waited for a person, and how many of them were wrong', async () => {
  const { report, decisions, status } = await replay({ threshold: 0.85 });
  expect({ decisions, status }).toEqual({ decisions: 40, status: 'DONE' });
  expect(report).toMatchObject({
    threshold: 0.85,
    inForce: { sent: 20, right: 20, wrong: 0, unknown: 0 },
    proposed: { sent: 32, right: 30, wrong: 2, unknown: 0 },
    flipCount: 12,
  });
  // those that go out wrong stand first
  expect(report.flips.map(({ verdictNow }) => verdictNow).slice(0, 3)).toEqual(['WRONG', 'WRONG', 'RIGHT']);
  expect(report.flips.every(({ sentThen, sentNow }) => !sentThen && sentNow)).toBe(true);
  expect(report.errorUpper).toBeGreaterThan(2 / 32);
  expect((await replay({ threshold: 0.85 }, { maxErrorRate: 0.05 })).passes).toBe(false);
  expect((await replay({ threshold: 0.85 }, { maxErrorRate: 0.5 })).passes).toBe(true);
});

it('a higher threshold takes back what goes out and is not shown to hold, and the one in force changes nothing', async () => {
  const { report, passes } = await replay({ threshold: 0.97 }, { maxErrorRate: 0.5 });
  expect(report).toMatchObject({ inForce: { sent: 20 }, proposed: { sent: 0 }, flipCount: 20 });
  expect(report.flips.every(({ sentNow }) => !sentNow)).toBe(true);
  expect(passes).toBe(false);
  expect((await replay({ threshold: 0.9 })).report.flips).toEqual([]);
});

it('only the last decisions are replayed, and a tenant without any has none and passes nothing', async () => {
  expect((await replay({ threshold: 0.85 }, { last: 7 })).decisions).toBe(7);
  const none = await replay({ threshold: 0.85 }, { ctx: tenant.other(), maxErrorRate: 0.9 });
  expect(none).toMatchObject({ decisions: 0, passes: false, report: { proposed: { sent: 0 }, flips: [], errorUpper: 1 } });
});

it('a target that the decisions do not show lets nothing out, and a lenient one does', async () => {
  await tenant.transaction((tx) => refreshGates(tx));
  expect((await replay({ targetError: 0.01 }, { maxErrorRate: 0.05 })).report).toMatchObject({
    threshold: null,
    proposed: { sent: 0 },
  });
  const lenient = await replay({ targetError: 0.3 });
  expect(lenient.report.threshold).not.toBeNull();
  expect(lenient.report.proposed.sent).toBeGreaterThan(0);
});

it('an intent’s own threshold can be proposed', async () => {
  const { report } = await replay({ thresholds: [{ intent: 'SUPPORT', threshold: 0.99 }] });
  expect(report).toMatchObject({ inForce: { sent: 20 }, proposed: { sent: 0 } });
});

it.each<[string, ProposalInput, number]>([
  ['nothing', {}, 200],
  ['two thresholds', { threshold: 0.8, targetError: 0.05 }, 200],
  ['no number', { threshold: Number.NaN }, 200],
  ['a target of half', { targetError: 0.5 }, 200],
  ['no decisions', { threshold: 0.8 }, 0],
  ['half a decision', { threshold: 0.8 }, 1.5],
  ['more than are read', { persona: 'x' }, 1_001],
  ['a document twice', { knowledge: [{ title: 'x', text: '' }] }, 200],
  ['a long persona', { persona: 'x'.repeat(2_001) }, 200],
])('%s is refused', async (_, proposal, last) => {
  await expect(replay(proposal, { last })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});
