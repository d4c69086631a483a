import { batched } from '#kernel/graph/batched.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { MemberReference } from '../references/member.type.ts';

const viewersOf = batched<string, MemberReference[]>(async (ctx, ids) => {
  const rows = await ctx.em.execute<{ conversation: string; id: string }[]>(
    `select conversation_id as conversation, member_id as id from ${schemaOf(ctx.tenant)}.conversation_viewer
     where conversation_id = any (?::uuid[]) and until > ? order by member_id`,
    [`{${ids.join(',')}}`, ctx.clock.now()],
  );
  const members = Map.groupBy(rows, ({ conversation }) => conversation);
  return new Map(Array.from(members, ([conversation, those]) => [conversation, those.map(({ id }) => ({ id }))]));
});

/** Who looks at it now. */
export const listViewers = async (ctx: Ctx, conversationId: string): Promise<MemberReference[]> =>
  (await viewersOf(ctx, conversationId)) ?? [];
