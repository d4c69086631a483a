import { describe, expect, it } from 'vitest';
import { stem } from './stem.ts';

describe('stem', () => {
  it.each([
    ['deliver', 'delivers', 'delivered', 'delivery', 'deliveries', 'delivering'],
    ['book', 'books', 'booked', 'booking', 'bookings'],
    ['return', 'returns', 'returned', 'returning'],
    ['bestellung', 'bestellungen'],
  ])('brings %s and its forms together', (...forms) => {
    expect(new Set(forms.map(stem)).size).toBe(1);
  });

  it('keeps short and different words apart', () => {
    expect(new Set(['car', 'care', 'open', 'price', 'pay', 'ship', 'shop'].map(stem)).size).toBeGreaterThanOrEqual(6);
    expect(stem('')).toBe('');
  });
});
