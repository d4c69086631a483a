import { expect, it } from 'vitest';
import { checkMove, LeadStage } from './lead-stage.ts';

const stages = Object.values(LeadStage);
const allowed = stages.map((from) => [
  from,
  stages.filter((to) => {
    try {
      checkMove(from, to);
      return true;
    } catch {
      return false;
    }
  }),
]);

it('moves a lead by the table alone', () => {
  expect(Object.fromEntries(allowed)).toEqual({
    NEW: ['ENGAGED', 'QUALIFIED', 'CONVERTED', 'LOST'],
    ENGAGED: ['QUALIFIED', 'CONVERTED', 'LOST'],
    QUALIFIED: ['ENGAGED', 'CONVERTED', 'LOST'],
    CONVERTED: ['QUALIFIED'],
    LOST: ['ENGAGED'],
  });
});

it('says in its CONFLICT what would be possible', () => {
  expect(() => checkMove('CONVERTED', 'NEW')).toThrow(
    expect.objectContaining({
      code: 'CONFLICT',
      message: 'A lead that is CONVERTED cannot become NEW; it can become QUALIFIED.',
    }),
  );
});
