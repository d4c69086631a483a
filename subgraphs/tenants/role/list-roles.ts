import type { Ctx } from '#kernel/tenancy/context.ts';
import { Role } from './role.entity.ts';

/** In the order in which they were made, so the built-in ones first. */
export const listRoles = (ctx: Ctx): Promise<Role[]> => ctx.em.find(Role, {}, { orderBy: { id: 'asc' } });
