import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { ConversationConnection } from '../conversation/conversation-connection.type.ts';
import { listConversationsOf } from '../conversation/list-conversations.ts';
import { Contact, displayNameAt, platformUserIdAt } from './contact.entity.ts';
import { ContactConnection } from './contact-connection.type.ts';
import { ContactsArgs } from './contacts-args.ts';
import { findContact } from './find-contact.ts';
import { listContacts } from './list-contacts.ts';

@Resolver(() => Contact)
export class ContactResolver {
  @Query(() => Contact, { nullable: true, description: 'One contact; null where there is none of this id.' })
  @RequiresScopes([['conversations:read'], ['leads:read']])
  contact(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<Contact | null> {
    return findContact(ctx, id);
  }

  @Query(() => ContactConnection, { description: 'The contacts that match the filter, the latest known first.' })
  @RequiresScopes([['contacts:pii']])
  contacts(@Ctx() ctx: GraphContext, @Args(() => ContactsArgs) args: ContactsArgs) {
    return listContacts(ctx, args);
  }

  @RequiresScopes([['contacts:pii']])
  @FieldResolver(() => String, { nullable: true, description: "The platform's own id of the person. Encrypted at rest." })
  platformUserId(@Ctx() ctx: GraphContext, @Root() contact: Contact): Promise<string | null> {
    return ctx.vault.open(platformUserIdAt(contact.id), contact.platformUserId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What the person is called on the platform; null where it did not say.',
  })
  displayName(@Ctx() ctx: GraphContext, @Root() contact: Contact): Promise<string | null> | null {
    return contact.displayName ? ctx.vault.open(displayNameAt(contact.id), contact.displayName) : null;
  }

  @FieldResolver(() => ConversationConnection, {
    description: 'The conversations with this contact, the one with the latest message first.',
  })
  conversations(@Ctx() ctx: GraphContext, @Root() contact: Contact, @Args(() => ConnectionArgs) args: ConnectionArgs) {
    return listConversationsOf(ctx, contact.id, args);
  }
}
