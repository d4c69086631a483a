import { registerEnumType } from 'type-graphql';

/** As `leads` has it. */
export const LeadTier = { HOT: 'HOT', WARM: 'WARM', COLD: 'COLD' } as const;
export type LeadTier = keyof typeof LeadTier;

registerEnumType(LeadTier, {
  name: 'LeadTier',
  description: "How near a lead is to buying, cut from its points by the tenant's `leadSettings`.",
  valuesConfig: {
    HOT: { description: '`hotFromPoints` or more: 70 unless the tenant says otherwise.' },
    WARM: { description: '`warmFromPoints` or more: 40 unless the tenant says otherwise.' },
    COLD: { description: 'Fewer.' },
  },
});
