import { describe, expect, it } from 'vitest';
import { assertDeliveryMove, DeliveryStatus, IllegalDeliveryMove, statesBefore } from './delivery-states.ts';

const legal: Record<DeliveryStatus, string[]> = {
  PENDING: ['SENDING', 'SENT', 'FAILED'],
  SENDING: ['PENDING', 'SENDING', 'SENT', 'FAILED', 'UNCERTAIN'],
  SENT: ['DELIVERED', 'READ'],
  DELIVERED: ['READ'],
  READ: [],
  FAILED: [],
  UNCERTAIN: ['SENT'],
};

const all = Object.values(DeliveryStatus);
const moves = all.flatMap((from) => all.map((to) => ({ from, to, isLegal: legal[from].includes(to) })));

describe('a delivery', () => {
  it.each(moves.filter(({ isLegal }) => isLegal))('may go from $from to $to', ({ from, to }) => {
    expect(() => assertDeliveryMove(from, to)).not.toThrow();
  });

  it.each(moves.filter(({ isLegal }) => !isLegal))('may not go from $from to $to, which throws', ({ from, to }) => {
    expect(() => assertDeliveryMove(from, to)).toThrow(IllegalDeliveryMove);
  });

  it('is moved by a statement over many from the same states as one by one', () => {
    for (const to of all) expect(statesBefore(to)).toEqual(all.filter((from) => legal[from].includes(to)));
  });
});
