import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { findLeadOfContact, findLeadOfConversation } from '../lead/find-lead.ts';
import { Lead } from '../lead/lead.entity.ts';
import { ContactReference } from './contact.type.ts';
import { ConversationReference } from './conversation.type.ts';

@Resolver(() => ContactReference)
export class ContactLeadResolver {
  @FieldResolver(() => Lead, { nullable: true, description: 'The one lead of this contact; null until a message was scored.' })
  lead(@Ctx() ctx: GraphContext, @Root() { id }: ContactReference): Promise<Lead | null> {
    return findLeadOfContact(ctx, id);
  }
}

@Resolver(() => ConversationReference)
export class ConversationLeadResolver {
  @FieldResolver(() => Lead, {
    nullable: true,
    description: 'The lead of the contact who writes here; null until a message was scored.',
  })
  lead(@Ctx() ctx: GraphContext, @Root() { id }: ConversationReference): Promise<Lead | null> {
    return findLeadOfConversation(ctx, id);
  }
}
