import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Channel } from './channel.entity.ts';

/** Channels by id, in one statement for all of them. */
export async function loadChannels(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Channel>> {
  const wanted = [...new Set(ids)].filter(isId);
  const channels = wanted.length === 0 ? [] : await ctx.em.find(Channel, { id: { $in: wanted } });
  return new Map(channels.map((channel) => [channel.id, channel]));
}
