import type { Ctx } from '#kernel/tenancy/context.ts';
import { Channel } from './channel.entity.ts';

/** All channels of the tenant, the oldest first: a tenant has a handful. */
export const listChannels = (ctx: Ctx): Promise<Channel[]> => ctx.em.find(Channel, {}, { orderBy: { id: 'asc' } });
