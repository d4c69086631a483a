import { ArgsType, Field, InputType, registerEnumType } from 'type-graphql';
import { ConnectionArgs } from '#kernel/graph/connection.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { LeadStage } from './lead-stage.ts';
import { LeadTier } from './lead-tier.ts';
import { Platform } from './platform.ts';

export const LeadOrder = { UPDATED: 'UPDATED', CREATED: 'CREATED', POINTS: 'POINTS' } as const;
export type LeadOrder = keyof typeof LeadOrder;

registerEnumType(LeadOrder, {
  name: 'LeadOrder',
  description: 'The order of a list of leads.',
  valuesConfig: {
    UPDATED: { description: 'The latest scored or changed first.' },
    CREATED: { description: 'The newest first.' },
    POINTS: { description: 'The highest points first.' },
  },
});

@InputType({ description: 'Leads that match all that is given; a list matches any of its values.' })
export class LeadFilter {
  @Field(() => [LeadTier], { nullable: true, description: 'The tier that is shown, overrides counted in.' })
  readonly tier?: LeadTier[] | null;

  @Field(() => [LeadStage], { nullable: true, description: 'Where they stand on their way to a sale.' })
  readonly stage?: LeadStage[] | null;

  @Field(() => [Platform], { nullable: true, description: 'Where the contact was scored last.' })
  readonly platform?: Platform[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Only leads whose latest score is later than this.' })
  readonly scoredAfter?: Date | null;
}

@ArgsType()
export class LeadsArgs extends ConnectionArgs {
  @Field(() => LeadFilter, { nullable: true })
  readonly filter?: LeadFilter | null;

  @Field(() => LeadOrder, { defaultValue: LeadOrder.UPDATED })
  readonly orderBy!: LeadOrder;
}
