import type { GraphQLResolveInfo } from 'graphql';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { asksFor } from '../asks-for.ts';
import type { Contact } from './contact.entity.ts';

/** Reads the keys of what is asked for of each contact, at once for all. */
export async function prepareContacts(ctx: Ctx, contacts: readonly Contact[], info: GraphQLResolveInfo): Promise<void> {
  if (asksFor(info, 'platformUserId') || asksFor(info, 'displayName'))
    await ctx.vault.prefetch(contacts.map((contact) => contact.id));
}
