import { describe, expect, it } from 'vitest';
import { type HeadDecision, type HeadInput, learnTenantHead, scoreUnder, type TenantHead, unseenBy } from './tenant-head.ts';

/** Repeatable, and even between 0 and 1. */
const draws = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
const input = (more: Partial<HeadInput> = {}): HeadInput => ({
  score: 0.7,
  features: { supportedShare: 0.5 },
  channel: 'FACEBOOK',
  provider: 'local',
  intent: 'SALES',
  ...more,
});
const decide = (
  count: number,
  chance: (draft: HeadInput) => number,
  draft: (random: () => number) => Partial<HeadInput>,
): HeadDecision[] => {
  const random = draws(7);
  return Array.from({ length: count }, (_, at) => {
    const made = input(draft(random));
    const rest = { reviewChance: 1, isAudited: false, decidedAt: new Date(at * 1_000) };
    return { ...made, ...rest, unchanged: random() < chance(made) };
  });
};
const learn = (decisions: readonly HeadDecision[]): TenantHead | null => {
  const parts = learnTenantHead(decisions);
  for (;;) {
    const part = parts.next();
    if (part.done) return part.value;
  }
};
const bySupport = ({ features }: HeadInput) => 0.1 + 0.85 * (features?.['supportedShare'] ?? 0);
const anySupport = (random: () => number) => ({ features: { supportedShare: random() } });

describe("a tenant's own head", () => {
  it('learns which features its reviewers go by', () => {
    const head = learn(decide(400, bySupport, anySupport));
    const [low, high] = [0, 1].map((supportedShare) => scoreUnder(head, input({ features: { supportedShare } })));
    expect(low).toBeLessThan(0.35);
    expect(high).toBeGreaterThan(0.75);
    expect(head?.decisions).toBe(400);
  });

  it('is none below a hundred decisions, where all are alike, where nothing was kept, and where it says no more than the shipped one', () => {
    expect(learn(decide(99, bySupport, anySupport))).toBeNull();
    expect(learn(decide(300, () => 1, anySupport))).toBeNull();
    expect(learn(decide(300, bySupport, () => ({ features: null })))).toBeNull();
    const byScore = decide(
      300,
      ({ score }) => score,
      (random) => ({ score: random(), features: { supportedShare: random() } }),
    );
    expect(learn(byScore)).toBeNull();
  });

  it('corrects a channel where its decisions are of another kind, and hardly one of which few were made', () => {
    const channels = (random: () => number) => {
      const draw = random();
      return { channel: draw < 0.48 ? 'FACEBOOK' : draw < 0.98 ? 'INSTAGRAM' : 'TELEGRAM' };
    };
    const head = learn(decide(500, ({ channel }) => (channel === 'FACEBOOK' ? 0.9 : 0.4), channels));
    const under = (channel: string) => scoreUnder(head, input({ channel }));
    expect(under('FACEBOOK')).toBeGreaterThan(0.8);
    expect(under('INSTAGRAM')).toBeLessThan(0.5);
    expect(under('TELEGRAM')).toBeGreaterThan(under('INSTAGRAM'));
    expect(under('TELEGRAM')).toBeLessThan(under('FACEBOOK'));
    // of a channel that it never saw it says nothing of its own
    expect(under('NEW')).toBe(under('OTHER'));
  });

  it('counts a decision that was seldom seen for those that were not', () => {
    const all = decide(2_000, bySupport, anySupport);
    const seen = all
      .filter(({ features }, at) => (features?.['supportedShare'] ?? 0) < 0.7 || at % 10 === 0)
      .map((draft) => ({ ...draft, reviewChance: (draft.features?.['supportedShare'] ?? 0) < 0.7 ? 1 : 0.1 }));
    const [whole, weighted] = [learn(all), learn(seen)];
    for (const supportedShare of [0.1, 0.5, 0.9]) {
      const draft = input({ features: { supportedShare } });
      expect(Math.abs(scoreUnder(whole, draft) - scoreUnder(weighted, draft))).toBeLessThan(0.1);
    }
  });

  it('leaves the shipped score where nothing was kept of a draft, and where there is none', () => {
    const head = learn(decide(400, bySupport, anySupport));
    expect(scoreUnder(head, input({ features: null }))).toBe(0.7);
    expect(scoreUnder(null, input())).toBe(0.7);
  });

  it('knows what was decided after it learned', () => {
    const decisions = decide(400, bySupport, anySupport);
    const head = learn(decisions.slice(0, 300));
    expect(unseenBy(head, decisions)).toEqual(decisions.slice(300));
    expect(unseenBy(null, decisions)).toBe(decisions);
  });
});
