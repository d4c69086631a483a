import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { CrmLink } from './crm-link.entity.ts';
import { findLinks } from './find-link.ts';

// they are written side by side, and each of them may have as many activities waiting
const AT_ONCE = 50;

/** Links that wait to be written, then those in step that have activities waiting, the oldest first. */
export const findWaitingLinks = async (ctx: Ctx, connectionId: string): Promise<CrmLink[]> => {
  const schema = `"${schemaOf(ctx.tenant)}"`;
  const rows = await ctx.em.execute<{ id: string }[]>(
    `(select id from ${schema}.crm_link where connection_id = ? and status = 'PENDING' order by updated_at limit ?)
     union
     (select l.id from ${schema}.crm_activity a
        join ${schema}.crm_link l on l.connection_id = a.connection_id and l.contact_id = a.contact_id
      where a.connection_id = ? and a.external_id is null and l.status = 'SYNCED' limit ?)`,
    [connectionId, AT_ONCE, connectionId, AT_ONCE],
  );
  return rows.length === 0 ? [] : findLinks(ctx, { id: { $in: rows.map(({ id }) => id) } });
};
