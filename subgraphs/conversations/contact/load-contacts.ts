import type { GraphQLResolveInfo } from 'graphql';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Contact } from './contact.entity.ts';
import { prepareContacts } from './prepare-contacts.ts';

/** Contacts by id, in one statement for all of them. */
export async function loadContacts(ctx: Ctx, ids: readonly string[], info: GraphQLResolveInfo): Promise<Map<string, Contact>> {
  const wanted = [...new Set(ids)].filter(isId);
  if (wanted.length === 0) return new Map();
  const contacts = await ctx.em.find(Contact, { id: { $in: wanted } });
  await prepareContacts(ctx, contacts, info);
  return new Map(contacts.map((contact) => [contact.id, contact]));
}
