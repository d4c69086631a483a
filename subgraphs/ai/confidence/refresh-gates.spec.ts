import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addKnowledgeDocument } from '../knowledge/add-knowledge-document.ts';
import { readSettings } from '../settings/read-settings.ts';
import { type SettingsChanges, updateAiSettings } from '../settings/update-ai-settings.ts';
import { type AiTenant, HOUR_MS, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { type MadeDecision, makeDecisions } from '../testing/make-decisions.ts';
import type { Gate } from './gate.ts';
import { isRefreshDue } from './is-refresh-due.ts';
import { readGate } from './read-gate.ts';
import { refreshGates } from './refresh-gates.ts';

const QUESTION = 'How much does delivery cost?';

let tenant: AiTenant;
let recipe: string;
beforeEach(async () => {
  tenant = await makeAiTenant();
  await set({ auditShare: 0.0001 });
  const event = tenant.message(QUESTION);
  await tenant.answer(event);
  recipe = (await tenant.runOf(event)).recipe ?? '';
});
afterEach(() => tenant.close());

const set = (changes: SettingsChanges) => tenant.transaction((tx) => updateAiSettings(tx, changes, { store: 'postgres' }));
const decide = (count: number, over: Partial<MadeDecision> = {}) => {
  tenant.clock.advance(1_000);
  return makeDecisions(
    tenant.ctx(),
    Array.from({ length: count }, () => ({ score: 0.7, recipe, ...over })),
  );
};
/** What the task does every ten seconds. */
const turn = async (): Promise<Gate> => {
  tenant.clock.advance(10_000);
  if (await isRefreshDue(tenant.ctx())) await tenant.transaction((tx) => refreshGates(tx));
  return gate();
};
const gate = async (): Promise<Gate> => (await readGate(tenant.ctx(), await readSettings(tenant.ctx()))).gate;
const answered = async (): Promise<string> => {
  const event = tenant.message(QUESTION);
  await tenant.answer(event);
  return (await tenant.runOf(event)).status;
};
const resolved = async () => (await tenant.published('alert-resolved')).map(({ data }) => data['codes']);
const GATE_CODES = ['AI_SHADOW_MODE', 'AI_GATE_CLOSED'];
const alerts = async () => (await tenant.published('alert-raised')).map(({ data }) => data['code']);

describe('the gate', () => {
  it('of a target error is shut before there are decisions, says how many it takes, and opens when they are there', async () => {
    expect(await answered()).toBe('AUTO_REPLIED');
    await set({ targetError: 0.2 });
    expect(await gate()).toMatchObject({ threshold: null, counted: 0, moreDecisions: 60, nextLookAfter: 60 });
    expect(await answered()).toBe('IN_REVIEW');
    await decide(59);
    expect(await turn()).toMatchObject({ threshold: null, counted: 59, moreDecisions: 1 });
    await decide(1);
    const open = await turn();
    expect(open).toMatchObject({ counted: 60, moreDecisions: 0, nextLookAfter: 60, last: { kind: 'found', errors: 0 } });
    expect(open.threshold).toBeLessThanOrEqual(0.7);
    expect(await answered()).toBe('AUTO_REPLIED');
  });

  it('stays shut where reviewers change or reject too much, however many decide', async () => {
    await set({ targetError: 0.1 });
    await decide(150);
    await decide(30, { edited: true });
    await decide(20, { status: 'REJECTED' });
    expect(await turn()).toMatchObject({ threshold: null, counted: 200, calibrator: { kind: 'platt' }, last: { kind: 'none' } });
    expect(await answered()).toBe('IN_REVIEW');
  });

  it('learns nothing from what nobody decided, and from what is never sent unseen', async () => {
    await set({ targetError: 0.2 });
    await decide(80, { status: 'SUPERSEDED' });
    await decide(80, { heldBack: ['UNSUPPORTED'] });
    expect(await turn()).toMatchObject({ threshold: null, counted: 0 });
  });

  it('once open counts decisions on audited messages alone, and learns from all', async () => {
    await set({ targetError: 0.2 });
    await decide(60);
    await turn();
    await decide(70, { score: 0.3, edited: true, countsForBound: false });
    await decide(5, { score: 0.7, audited: true, reviewChance: 0.05 });
    expect(await turn()).toMatchObject({
      counted: 65,
      threshold: expect.any(Number),
      calibrator: { kind: 'platt', decisions: 135 },
    });
    expect(await alerts()).toEqual([]);
  });

  it('shuts with an alert when audited replies turn out wrong', async () => {
    await set({ targetError: 0.2 });
    await decide(60);
    await turn();
    await decide(60, { score: 0.7, audited: true, reviewChance: 0.05, edited: true });
    expect(await turn()).toMatchObject({ threshold: null, counted: 120 });
    expect(await alerts()).toEqual(['AI_GATE_CLOSED']);
    expect(await answered()).toBe('IN_REVIEW');
    const before = (await resolved()).length;
    // a threshold of the tenant's own needs no gate
    await set({ confidenceThreshold: 0.5 });
    expect((await resolved()).slice(before)).toEqual([GATE_CODES]);
  });

  it('of another model is shut from its first draft on, says since when, and tells the team once', async () => {
    tenant.clock.advance(HOUR_MS);
    await set({ targetError: 0.2 });
    await decide(60, { recipe: 'another' });
    await turn();
    // what decisions on another model's drafts allowed does not hold for these
    expect(await answered()).toBe('IN_REVIEW');
    expect((await turn()).shadow).toMatchObject({ why: 'RECIPE_CHANGED' });
    await answered();
    await turn();
    expect(await alerts()).toEqual(['AI_SHADOW_MODE']);
    const before = (await resolved()).length;
    await decide(60);
    expect(await turn()).toMatchObject({ shadow: null, threshold: expect.any(Number) });
    expect((await resolved()).slice(before)).toEqual([GATE_CODES]);
    expect(await answered()).toBe('AUTO_REPLIED');
  });

  it('shuts when a large part of the knowledge changed, until decisions since then hold the target', async () => {
    await set({ targetError: 0.2 });
    await decide(60);
    await turn();
    expect(await answered()).toBe('AUTO_REPLIED');
    await tenant.transaction((tx) => addKnowledgeDocument(tx, { title: 'Returns', text: 'Send it back within 30 days.' }));
    expect(await turn()).toMatchObject({ threshold: null, counted: 0, moreDecisions: 60, shadow: { why: 'KNOWLEDGE_CHANGED' } });
    expect(await answered()).toBe('IN_REVIEW');
    expect(await alerts()).toEqual(['AI_SHADOW_MODE']);
    await decide(60);
    expect(await turn()).toMatchObject({ shadow: null, threshold: expect.any(Number) });
  });

  it('of one target promises nothing about another; a threshold of the tenant’s own ends it', async () => {
    await set({ targetError: 0.2 });
    await decide(60);
    await turn();
    await set({ targetError: 0.01 });
    expect(await gate()).toMatchObject({ target: 0.01, threshold: null });
    expect(await answered()).toBe('IN_REVIEW');
    await set({ targetError: 0.2 });
    expect(await answered()).toBe('AUTO_REPLIED');
    await set({ confidenceThreshold: 0.99 });
    expect(await readSettings(tenant.ctx())).toMatchObject({ targetError: null, confidenceThreshold: 0.99 });
    expect(await answered()).toBe('IN_REVIEW');
  });

  it('is derived when there is something new, and not otherwise', async () => {
    await set({ targetError: 0.2 });
    expect(await isRefreshDue(tenant.ctx())).toBe(false);
    await decide(1);
    expect(await isRefreshDue(tenant.ctx())).toBe(true);
    const { version } = await turn();
    expect((await turn()).version).toBe(version);
    expect(await isRefreshDue(tenant.other())).toBe(false);
  });
});

describe('the audit draw', () => {
  it('takes about its share of the messages, the same ones whenever it is asked, and their replies to a reviewer', async () => {
    await set({ auditShare: 1 });
    const event = tenant.message(QUESTION);
    await tenant.answer(event);
    expect(await tenant.reviewOf(event)).toMatchObject({ reason: 'SAMPLED' });
    expect(await tenant.runOf(event)).toMatchObject({
      audited: true,
      reviewChance: 1,
      countsForBound: true,
      score: expect.any(Number),
    });
  });
});
