import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { ConnectionArgs } from '#kernel/graph/connection.ts';
import { LeadTier } from '../contact/lead-tier.ts';
import { Platform } from '../platform.ts';
import { ConversationStatus } from './conversation.entity.ts';
import type { ConversationCriteria } from './conversation-criteria.ts';

@InputType({ description: 'All that are given must match; of a list, any one.' })
export class ConversationFilter implements ConversationCriteria {
  @Field(() => [ConversationStatus], { nullable: true, description: 'Conversations in one of these states.' })
  readonly status?: ConversationStatus[] | null;

  @Field(() => [Platform], { nullable: true, description: 'Conversations on one of these platforms.' })
  readonly platform?: Platform[] | null;

  @Field(() => ID, { nullable: true, description: 'Conversations that this member is to see to.' })
  readonly assigneeId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: those that nobody is to see to. False: those that somebody is.' })
  readonly unassigned?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Conversations with this label.' })
  readonly label?: string | null;

  @Field(() => [LeadTier], {
    nullable: true,
    description:
      'Conversations with a person whose lead shows one of these tiers; without a score yet it counts as COLD. Needs the scope leads:read.',
  })
  readonly tier?: LeadTier[] | null;
}

@ArgsType()
export class ConversationsArgs extends ConnectionArgs {
  @Field(() => ConversationFilter, { nullable: true, description: 'All conversations unless said.' })
  readonly filter?: ConversationFilter | null;
}
