import type { LeadExample } from '../model/lead-facts.ts';

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
const seededRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const oddsOf = ({ budget, platform, engagement }: { budget: boolean; platform: string; engagement: number }): number =>
  -2 + (budget ? 2 : 0) + (platform === 'INSTAGRAM' ? 1 : 0) + (engagement > 4 ? 1.5 : 0);

/** Leads of which a stated budget, Instagram and many messages make buyers, and the rules' points say nothing. */
export const madeUpLeads = (count: number, seed = 1): (LeadExample & { readonly chance: number })[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const budget = random() < 0.3;
    const platform = random() < 0.5 ? 'INSTAGRAM' : 'FACEBOOK';
    const engagement = 1 + Math.floor(random() * 8);
    const chance = 1 / (1 + Math.exp(-oddsOf({ budget, platform, engagement })));
    return {
      facts: {
        ...(budget && { BUDGET_STATED: true }),
        ...{ PLATFORM: platform, ENGAGEMENT: engagement, RECENCY: 'first', RULES: Math.floor(random() * 100) },
      },
      converted: random() < chance,
      weight: 1,
      chance,
    };
  });
};
