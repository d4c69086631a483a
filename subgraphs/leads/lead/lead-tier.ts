import { registerEnumType } from 'type-graphql';

export const LeadTier = { HOT: 'HOT', WARM: 'WARM', COLD: 'COLD' } as const;
export type LeadTier = keyof typeof LeadTier;

/** Points run from 0 to 100. */
export const tierOf = (points: number, cuts: { readonly hotFromPoints: number; readonly warmFromPoints: number }): LeadTier =>
  points >= cuts.hotFromPoints ? LeadTier.HOT : points >= cuts.warmFromPoints ? LeadTier.WARM : LeadTier.COLD;

registerEnumType(LeadTier, {
  name: 'LeadTier',
  description: "How near a lead is to buying, cut from its points by the tenant's `leadSettings`.",
  valuesConfig: {
    HOT: { description: '`hotFromPoints` or more: 70 unless the tenant says otherwise.' },
    WARM: { description: '`warmFromPoints` or more: 40 unless the tenant says otherwise.' },
    COLD: { description: 'Fewer.' },
  },
});
