import type { FilterQuery } from '@mikro-orm/core';
import type { GraphQLResolveInfo } from 'graphql';
import { type ConnectionOf, pageOf } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { asksFor } from '../asks-for.ts';
import { idBelow } from '../keyset.ts';
import { Contact, PLATFORM_USER_ID } from './contact.entity.ts';
import type { ContactsArgs } from './contacts-args.ts';

export async function loadContacts(ctx: Ctx, ids: readonly string[], info: GraphQLResolveInfo): Promise<Map<string, Contact>> {
  const wanted = [...new Set(ids)].filter(isId);
  if (wanted.length === 0) return new Map();
  const contacts = await ctx.em.find(Contact, { id: { $in: wanted } });
  await prepare(ctx, contacts, info);
  return new Map(contacts.map((contact) => [contact.id, contact]));
}

/** A page of contacts, the latest known first. */
export async function listContacts(ctx: Ctx, args: ContactsArgs, info: GraphQLResolveInfo): Promise<ConnectionOf<Contact>> {
  const { platformUserId, platform } = args.filter ?? {};
  const matching: FilterQuery<Contact> = {
    ...(typeof platformUserId === 'string' && { platformUserHash: ctx.vault.lookupHash(PLATFORM_USER_ID, platformUserId) }),
    ...(platform && { platform: { $in: platform } }),
  };
  const rows = await ctx.em.find(
    Contact,
    { $and: [matching, idBelow(args.after)] },
    { orderBy: { id: 'desc' }, limit: args.first + 1 },
  );
  await prepare(ctx, rows, info);
  return pageOf(
    rows,
    args,
    (contact) => [contact.id],
    () => ctx.em.count(Contact, matching),
  );
}

async function prepare(ctx: Ctx, contacts: readonly Contact[], info: GraphQLResolveInfo): Promise<void> {
  if (asksFor(info, 'platformUserId') || asksFor(info, 'displayName'))
    await ctx.vault.prefetch(contacts.map((contact) => contact.id));
}
