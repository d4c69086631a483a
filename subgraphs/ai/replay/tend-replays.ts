import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { failReplay } from './finish-replay.ts';
import { LEASE_MS, type ReplayWorker, workOnReplay } from './work-on-replay.ts';

const TURN_MS = 5_000;
const KEPT_MS = 30 * 86_400_000;

/**
 * Works on the tenant's replay where nobody else does, for one turn. What asked models that only another process had ends with that
 * process. Reads first: a tenant without replays is never written to.
 */
export async function tendReplays(ctx: Ctx, worker: ReplayWorker, turnMs = TURN_MS): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  const now = ctx.clock.now();
  const [open] = await ctx.em.execute<{ id: string; isForeground: boolean; isFree: boolean }[]>(
    `select id, is_foreground as "isForeground", lease_until is null or lease_until < ?::timestamptz as "isFree"
     from "${schema}".decision_replay where status = 'RUNNING' or started_at < ?::timestamptz
     order by status = 'RUNNING' desc limit 1`,
    [now, new Date(now.getTime() - KEPT_MS)],
  );
  if (!open) return;
  await ctx.em.execute(`delete from "${schema}".decision_replay where status <> 'RUNNING' and started_at < ?::timestamptz`, [
    new Date(now.getTime() - KEPT_MS),
  ]);
  if (!open.isFree) return;
  const lease = new Date(now.getTime() + LEASE_MS);
  const taken = await ctx.em.execute<unknown[]>(
    `update "${schema}".decision_replay set lease_until = ?::timestamptz
     where id = ? and status = 'RUNNING' and (lease_until is null or lease_until < ?::timestamptz) returning id`,
    [lease, open.id, now],
  );
  if (taken.length === 0) return;
  if (open.isForeground) {
    await failReplay(ctx, open.id, 'The process that asked these models ended. Start it again.');
    return;
  }
  const held = await workOnReplay(ctx, worker, open.id, lease, turnMs);
  if (held)
    await ctx.em.execute(
      `update "${schema}".decision_replay set lease_until = null where id = ? and status = 'RUNNING' and lease_until = ?::timestamptz`,
      [open.id, held],
    );
}
