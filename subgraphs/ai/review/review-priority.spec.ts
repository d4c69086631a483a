import { expect, it } from 'vitest';
import { reviewPriority } from './review-priority.ts';

const at = (minutes: number): Date => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);

it('a hot lead is more urgent than a cold one that came a little earlier', () => {
  const cold = reviewPriority({ createdAt: at(0), windowClosesAt: null, tier: 'COLD' });
  const hot = reviewPriority({ createdAt: at(30), windowClosesAt: null, tier: 'HOT' });
  expect(hot).toBeGreaterThan(cold);
});

it('a cold lead that has waited long enough comes before a hot one', () => {
  const cold = reviewPriority({ createdAt: at(0), windowClosesAt: null, tier: 'COLD' });
  const hot = reviewPriority({ createdAt: at(180), windowClosesAt: null, tier: 'HOT' });
  expect(cold).toBeGreaterThan(hot);
});

it('a reply window that closes soon comes before a hot lead', () => {
  const closing = reviewPriority({ createdAt: at(0), windowClosesAt: at(45), tier: 'COLD' });
  const hot = reviewPriority({ createdAt: at(0), windowClosesAt: at(24 * 60), tier: 'HOT' });
  expect(closing).toBeGreaterThan(hot);
});
