import type { FilterQuery } from '@mikro-orm/core';
import type { GraphQLResolveInfo } from 'graphql';
import { type ConnectionOf, pageOf } from '#kernel/graph/connection.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { idBelow } from '../keyset.ts';
import { Contact, PLATFORM_USER_ID } from './contact.entity.ts';
import type { ContactsArgs } from './contacts-args.ts';
import { prepareContacts } from './prepare-contacts.ts';

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
  await prepareContacts(ctx, rows, info);
  return pageOf(
    rows,
    args,
    (contact) => [contact.id],
    () => ctx.em.count(Contact, matching),
  );
}
