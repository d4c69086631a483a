import { registerEnumType } from 'type-graphql';

export const LeadTier = { HOT: 'HOT', WARM: 'WARM', COLD: 'COLD' } as const;
export type LeadTier = keyof typeof LeadTier;

const HOT_FROM_POINTS = 70;
const WARM_FROM_POINTS = 40;

/** Points run from 0 to 100. */
export const tierOf = (points: number): LeadTier =>
  points >= HOT_FROM_POINTS ? LeadTier.HOT : points >= WARM_FROM_POINTS ? LeadTier.WARM : LeadTier.COLD;

registerEnumType(LeadTier, {
  name: 'LeadTier',
  description: 'How near a lead is to buying.',
  valuesConfig: {
    HOT: { description: `${HOT_FROM_POINTS} points or more.` },
    WARM: { description: `${WARM_FROM_POINTS} points or more.` },
    COLD: { description: `Fewer than ${WARM_FROM_POINTS} points.` },
  },
});
