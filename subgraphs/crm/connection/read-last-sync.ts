import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

/** When the CRM last took a lead; null before the first. Not kept in the connection: every lead would queue for its one row. */
export const readLastSync = async (ctx: Ctx, connectionId: string): Promise<Date | null> => {
  const [row] = await ctx.em.execute<{ at: string | Date | null }[]>(
    `select max(last_synced_at) as at from "${schemaOf(ctx.tenant)}".crm_link where connection_id = ?`,
    [connectionId],
  );
  return row?.at ? new Date(row.at) : null;
};
