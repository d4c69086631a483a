import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Lead } from './lead.entity.ts';
import { findLeads } from './lead.repository.ts';

/** Null where there is none of this id; an id that was never given out is one of those. */
export const findLead = async (ctx: Ctx, id: string): Promise<Lead | null> => {
  const [lead] = isId(id) ? await findLeads(ctx, { id }) : [];
  return lead ?? null;
};
