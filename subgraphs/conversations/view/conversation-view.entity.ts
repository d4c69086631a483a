import { defineEntity, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { LeadTier } from '../contact/lead-tier.ts';
import { ConversationStatus } from '../conversation/conversation.entity.ts';
import type { ConversationCriteria } from '../conversation/conversation-criteria.ts';
import { Platform } from '../platform.ts';

const ConversationViewSchema = defineEntity({
  name: 'ConversationView',
  tableName: 'conversation_view',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    ownerId: p.text(),
    name: p.text(),
    shared: p.boolean(),
    filter: p.json<ConversationCriteria>(),
    createdAt: p.datetime(),
  },
});

@RequiresScopes([['conversations:read']])
@ObjectType({ description: 'What a view asks for, as `ConversationFilter` has it; null: whatever it is.' })
class ConversationViewFilter implements ConversationCriteria {
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

  @Field(() => [LeadTier], { nullable: true, description: 'Conversations whose lead shows one of these tiers.' })
  readonly tier?: LeadTier[] | null;
}

@RequiresScopes([['conversations:read']])
@ObjectType({ description: 'Filters of the list of conversations that a member keeps under a name.' })
export class ConversationView extends ConversationViewSchema.class {
  @Field(() => ID, { description: 'Ours.' })
  declare id: string;

  @Field(() => String, { description: 'What it is called; no two that a member sees are called the same.' })
  declare name: string;

  @Field(() => ConversationViewFilter, { description: 'What it asks for.' })
  declare filter: ConversationCriteria;

  @Field(() => DateTime, { description: 'When it was saved first.' })
  declare createdAt: Date;
}
ConversationViewSchema.setClass(ConversationView);
