import { describe, expect, it } from 'vitest';
import type { ReplyRequest } from '../connectors/model-provider.ts';
import { chooseTier } from './choose-tier.ts';
import { COMPLEXITY_SEEDS } from './complexity-seeds.ts';
import { rateComplexity } from './rate-complexity.ts';

const passage = (score: number) => ({ documentId: 'd', title: 'Delivery', text: 'Two days.', score });
const tierOf = (text: string, overrides: Partial<ReplyRequest> = {}) =>
  chooseTier({
    ...{ text, language: 'en', intent: 'SUPPORT', persona: '', displayName: null, passages: [passage(0.9), passage(0.5)] },
    ...overrides,
  });
// none of them is a seed
const LONG =
  'We open a second café in March with 35 seats and look for 4 grinders, 2 machines and a service contract. Which models would you take, what do they cost together, how soon can you install them, and what happens if one breaks on a Sunday?';

describe('the tier of a reply', () => {
  it.each(['When do you close today?', 'how much is the red one', 'Do you repair bicycles?', 'Wann macht ihr auf?'])(
    'a plain question is simple: %s',
    (text) => {
      expect(tierOf(text)).toBe('simple');
    },
  );

  it('several questions with figures that hang together are complex', () => {
    expect(tierOf(LONG, { passages: [passage(0.6), passage(0.58)] })).toBe('complex');
  });

  it('a complaint is never simple, praise and what nothing answers always are', () => {
    expect(tierOf('It is broken.', { intent: 'COMPLAINT' })).not.toBe('simple');
    expect(tierOf(LONG, { intent: 'PRAISE' })).toBe('simple');
    expect(tierOf(LONG, { passages: [] })).toBe('simple');
  });

  it('an empty text and one of 20,000 characters have one too', () => {
    expect(tierOf('')).toBe('simple');
    expect(tierOf('and why? 12, '.repeat(1_500))).toBe('complex');
  });
});

describe('the learned score', () => {
  it('judges all but three of its own seeds as they are marked', () => {
    const wrong = COMPLEXITY_SEEDS.filter((seed) => rateComplexity({ ...seed, language: 'en' }) >= 0.5 === seed.isSimple);
    expect(wrong.length).toBeLessThanOrEqual(3);
  });

  it('rises with questions and falls where one passage stands out', () => {
    const rate = (text: string, margin: number) => rateComplexity({ text, intent: 'SALES', language: 'en', margin });
    expect(rate('What does it cost? Is it in stock? Which colours are there?', 0.2)).toBeGreaterThan(
      rate('What does it cost?', 0.2),
    );
    expect(rate('What does it cost?', 0.6)).toBeLessThan(rate('What does it cost?', 0));
  });
});
