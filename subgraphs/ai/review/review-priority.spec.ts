import { expect, it } from 'vitest';
import { type LeadStanding, reviewPriority } from './review-priority.ts';

const at = (minutes: number): Date => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);

it('a hot lead is more urgent than a cold one that came a little earlier', () => {
  const cold = reviewPriority({ createdAt: at(0), windowClosesAt: null, lead: { tier: 'COLD' } });
  const hot = reviewPriority({ createdAt: at(30), windowClosesAt: null, lead: { tier: 'HOT' } });
  expect(hot).toBeGreaterThan(cold);
});

it('a cold lead that has waited long enough comes before a hot one', () => {
  const cold = reviewPriority({ createdAt: at(0), windowClosesAt: null, lead: { tier: 'COLD' } });
  const hot = reviewPriority({ createdAt: at(180), windowClosesAt: null, lead: { tier: 'HOT' } });
  expect(cold).toBeGreaterThan(hot);
});

it('a reply window that closes soon comes before a hot lead', () => {
  const closing = reviewPriority({ createdAt: at(0), windowClosesAt: at(45), lead: { tier: 'COLD' } });
  const hot = reviewPriority({ createdAt: at(0), windowClosesAt: at(24 * 60), lead: { tier: 'HOT' } });
  expect(closing).toBeGreaterThan(hot);
});

it('a lead that has no tier yet stands by its points, between a cold and a hot one', () => {
  const of = (lead: LeadStanding): number => reviewPriority({ createdAt: at(0), windowClosesAt: null, lead });
  const order = [of({ tier: 'COLD' }), of({ points: 20 }), of({ points: 60 }), of({ points: 90 }), of({ tier: 'HOT' })];
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(new Set(order).size).toBe(5);
});
