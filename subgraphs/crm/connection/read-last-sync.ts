import { batched } from '#kernel/graph/batched.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

/** When the CRM last took a lead; null before the first. Not kept in the connection: every lead would queue for its one row. */
export const readLastSync = batched(async (ctx: Ctx, connectionIds: readonly string[]) => {
  const rows = await ctx.em.execute<{ id: string; at: string | Date }[]>(
    `select connection_id as id, max(last_synced_at) as at from "${schemaOf(ctx.tenant)}".crm_link
     where connection_id in (select asked.id::uuid from jsonb_array_elements_text(?::jsonb) as asked (id))
     group by connection_id having max(last_synced_at) is not null`,
    [JSON.stringify(connectionIds)],
  );
  return new Map(rows.map(({ id, at }) => [id, new Date(at)]));
});
