import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiClient } from './support/client.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';
import { Outside } from './support/outside.ts';

const WAIT = { timeout: 30_000, interval: 50 };
/** The first look at the decisions. */
const DECISIONS = 60;
const TARGET = 0.2;
const SURE = 'Hi! How much does delivery to Austria cost and how long does it take?';

const GATE = `{ aiSettings { targetError auditShare gate { threshold decisions counted coverage errorRateUpper moreDecisions nextLookAfter
  calibrator version shadowSince shadowReason } } }`;

/** A tenant without any key, from its first message to a threshold that nobody set: all by the public API. */
describe('a threshold of its own', () => {
  let system: InProcessSystem;
  let owner: ApiClient;
  let outside: Outside;

  beforeAll(async () => {
    system = await startInProcess();
    owner = new ApiClient(system.url, await system.token());
    outside = new Outside(system.simulators);
  }, 120_000);
  afterAll(() => system.close(), 30_000);

  const say = (...people: string[]): Promise<number> =>
    postWebhook(system.url, messengerBody(...people.map((psid) => ({ page: system.page, psid, text: SURE }))));
  const gate = async () => (await owner.ask(GATE))['aiSettings'].gate;
  const waiting = async (): Promise<{ id: string; reason: string }[]> =>
    (await owner.ask('{ reviews(first: 100, status: [PENDING]) { nodes { id reason } } }'))['reviews'].nodes;
  const decide = async (id: string, text: string | null): Promise<void> => {
    const { claimReview } = await owner.ask(
      'mutation Claim($id: ID!) { claimReview(id: $id) { ... on Review { claim { token } } } }',
      { id },
    );
    const { approveReview } = await owner.ask(
      'mutation Approve($id: ID!, $token: Int!, $text: String) { approveReview(id: $id, token: $token, text: $text) { __typename ... on Review { decision { edited } } } }',
      { id, token: claimReview.claim.token, text },
    );
    expect(approveReview).toMatchObject({ __typename: 'Review', decision: { edited: text !== null } });
  };

  it('refuses a target that means nothing, and says why', async () => {
    for (const input of [
      '{ targetError: 0.5 }',
      '{ targetError: 0.1, confidenceThreshold: 0.8 }',
      '{ targetError: 0.1, auditShare: 0 }',
    ]) {
      const { body } = await owner.post(`mutation { updateAiSettings(input: ${input}) { targetError } }`);
      expect(body['errors'][0]).toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
        message: expect.stringMatching(/\w{3,} \w/),
      });
    }
  });

  it('sends nothing unseen at first, and says how many decisions it takes', async () => {
    const { updateAiSettings } = await owner.ask(
      'mutation Set($target: Float!) { updateAiSettings(input: { targetError: $target, auditShare: 0.01 }) { targetError gate { threshold moreDecisions } } }',
      { target: TARGET },
    );
    expect(updateAiSettings).toEqual({ targetError: TARGET, gate: { threshold: null, moreDecisions: DECISIONS } });
    expect(await say('first-1')).toBe(200);
    await vi.waitFor(async () => expect(await waiting()).toMatchObject([{ reason: 'LOW_CONFIDENCE' }]), WAIT);
    expect(await outside.sentTo('first-1')).toEqual([]);
  }, 40_000);

  it('finds its threshold once reviewers have decided often enough, and then answers by itself', async () => {
    await say(...Array.from({ length: DECISIONS - 1 }, (_, at) => `reviewed-${at}`));
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(DECISIONS), WAIT);
    for (const [at, { id }] of (await waiting()).entries())
      await decide(id, at % 20 === 0 ? 'Nine euros ninety, three to five days.' : null);

    await vi.waitFor(async () => expect((await gate()).threshold).not.toBeNull(), WAIT);
    const found = await gate();
    expect(found).toMatchObject({
      counted: DECISIONS,
      decisions: DECISIONS,
      coverage: 1,
      moreDecisions: 0,
      nextLookAfter: DECISIONS,
    });
    expect(found.errorRateUpper).toBeLessThanOrEqual(TARGET);
    expect(found.errorRateUpper).toBeGreaterThan(3 / DECISIONS);

    // one message in a hundred is drawn for review for ever: of three, one goes out
    const people = ['own-1', 'own-2', 'own-3'];
    await say(...people);
    await vi.waitFor(async () => {
      const sent = await Promise.all(people.map((psid) => outside.sentTo(psid)));
      expect(sent.flat().length).toBeGreaterThan(0);
    }, WAIT);
    const { runs } = await owner.ask('{ runs(first: 3, filter: { status: [AUTO_REPLIED] }) { nodes { confidence threshold } } }');
    expect(runs.nodes[0].threshold).toBe(found.threshold);
    expect(runs.nodes[0].confidence).toBeGreaterThanOrEqual(found.threshold);
  }, 60_000);

  it('shows what other thresholds would have done, and whether confidence means what it says', async () => {
    const { thresholdCurve, calibration, none } = await owner.ask(
      `{ thresholdCurve { threshold autoReplyShare errorRate errorRateUpper95 decisions }
         none: thresholdCurve(intent: PRAISE) { decisions errorRate errorRateUpper95 }
         calibration { from to decisions meanConfidence approvedUnchanged } }`,
    );
    expect(thresholdCurve[0]).toMatchObject({ threshold: 0, autoReplyShare: 1, errorRate: 3 / DECISIONS, decisions: DECISIONS });
    const shares = thresholdCurve.map(({ autoReplyShare }: { autoReplyShare: number }) => autoReplyShare);
    expect(shares).toEqual(shares.toSorted((a: number, b: number) => b - a));
    expect(none[0]).toEqual({ decisions: 0, errorRate: null, errorRateUpper95: 1 });
    expect(calibration).toHaveLength(10);
    const [bar] = calibration.filter(({ decisions }: { decisions: number }) => decisions > 0);
    expect(bar).toMatchObject({ decisions: DECISIONS });
    expect(bar.approvedUnchanged).toBeCloseTo(1 - 3 / DECISIONS);
  });
});
