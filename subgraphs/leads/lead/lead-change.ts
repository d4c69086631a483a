import { registerEnumType } from 'type-graphql';

export const LeadChange = {
  SCORED: 'SCORED',
  STAGE: 'STAGE',
  OVERRIDE: 'OVERRIDE',
} as const;
export type LeadChange = keyof typeof LeadChange;

registerEnumType(LeadChange, {
  name: 'LeadChange',
  description: 'What has changed about a lead.',
  valuesConfig: {
    SCORED: {
      description: 'A message was scored: points, and the tier unless a member overrode it. The first one makes the lead.',
    },
    STAGE: { description: 'A member moved it, or people at the CRM ended it.' },
    OVERRIDE: { description: 'A member set its tier, or cleared what was set.' },
  },
});
