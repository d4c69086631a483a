import type { FilterQuery } from '@mikro-orm/core';
import type { ConnectionOf } from '#kernel/graph/connection.ts';
import { findPage } from '#kernel/graph/find-page.ts';
import { newest } from '#kernel/graph/keyset.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Contact, PLATFORM_USER_ID } from './contact.entity.ts';
import type { ContactsArgs } from './contacts-args.ts';

/** A page of contacts, the latest known first. */
export function listContacts(ctx: Ctx, args: ContactsArgs): Promise<ConnectionOf<Contact>> {
  const { platformUserId, platform } = args.filter ?? {};
  const matching: FilterQuery<Contact> = {
    ...(typeof platformUserId === 'string' && { platformUserHash: ctx.vault.lookupHash(PLATFORM_USER_ID, platformUserId) }),
    ...(platform && { platform: { $in: platform } }),
  };
  return findPage(ctx, Contact, newest, args, { matching });
}
