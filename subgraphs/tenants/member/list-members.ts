import type { ConnectionArgs, ConnectionOf } from '#kernel/graph/connection.ts';
import { findPage } from '#kernel/graph/find-page.ts';
import { newest } from '#kernel/graph/keyset.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { withRole } from './find-member.ts';
import { Member } from './member.entity.ts';

/** A page of members, the newest first. */
export const listMembers = (ctx: Ctx, args: ConnectionArgs): Promise<ConnectionOf<Member>> =>
  findPage(ctx, Member, newest, args, withRole);
