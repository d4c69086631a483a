import { afterAll, beforeAll, expect, it } from 'vitest';
import { refreshGates } from '../confidence/refresh-gates.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { makeDecisions } from '../testing/make-decisions.ts';
import { DecisionReplay } from './decision-replay.type.ts';
import { replayOfTenant } from './replay-of-tenant.ts';

let tenant: AiTenant;
const recipe = 'local/spec';
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

const replay = (threshold: number | null, targetError: number | null = null, last = 200) =>
  replayOfTenant(tenant.ctx(), { threshold, targetError }, last);

it('a lower threshold shows which replies would go out that waited for a person, and how many of them were wrong', async () => {
  const found = await replay(0.85);
  expect(found).toMatchObject({
    decisions: 40,
    threshold: 0.85,
    now: { sent: 20, errors: 0 },
    proposed: { sent: 32, errors: 2 },
  });
  expect(found.flips).toHaveLength(12);
  expect(found.flips.filter(({ sentThen, unchanged }) => sentThen && !unchanged)).toHaveLength(2);
  expect(found.errorUpper).toBeGreaterThan(2 / 32);
  expect(new DecisionReplay(found, 0.05).passes).toBe(false);
  expect(new DecisionReplay(found, 0.5).passes).toBe(true);
});

it('a higher threshold takes back what goes out, and the one in force changes nothing', async () => {
  const higher = await replay(0.97);
  expect(higher).toMatchObject({ now: { sent: 20 }, proposed: { sent: 0 } });
  expect(higher.flips.every(({ sentThen }) => !sentThen)).toBe(true);
  expect((await replay(0.9)).flips).toEqual([]);
});

it('only the last decisions are replayed, and a tenant without any has none', async () => {
  expect((await replay(0.85, null, 7)).decisions).toBe(7);
  const none = await replayOfTenant(tenant.other(), { threshold: 0.85, targetError: null }, 200);
  expect(none).toMatchObject({ decisions: 0, proposed: { sent: 0, errors: 0 }, flips: [], latencyP95Ms: null });
});

it('a target that the decisions do not show lets nothing out, and a lenient one does', async () => {
  await tenant.transaction((tx) => refreshGates(tx));
  expect(await replay(null, 0.01)).toMatchObject({ threshold: null, proposed: { sent: 0 } });
  const lenient = await replay(null, 0.3);
  expect(lenient.threshold).not.toBeNull();
  expect(lenient.proposed.sent).toBeGreaterThan(0);
});

it.each([
  [null, null, 200],
  [0.8, 0.05, 200],
  [Number.NaN, null, 200],
  [null, 0.5, 200],
  [0.8, null, 0],
  [0.8, null, 1.5],
])('threshold %s, target %s, last %s is refused', async (threshold, targetError, last) => {
  await expect(replay(threshold, targetError, last)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});
