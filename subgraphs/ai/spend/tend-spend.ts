import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { isStageNews, tellStages } from './tell-stages.ts';

/** Longer than any call is waited for. */
const COMES_BACK_WITHIN_MS = 300_000;
/** A year can be compared with the one before. */
const KEPT_MS = 400 * 86_400_000;

interface Pending {
  open: boolean;
  old: boolean;
}

/**
 * Ends what a process that stopped has left: a call that may have been billed counts at its most. Tells the team of a stage once, and when it is over. Reads first: a tenant without paid models is never written to.
 */
export async function tendSpend(ctx: Ctx, transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>): Promise<void> {
  const nowMs = ctx.clock.now().getTime();
  const [notBack, tooOld] = [COMES_BACK_WITHIN_MS, KEPT_MS].map((ms) => new Date(nowMs - ms));
  const schema = schemaOf(ctx.tenant);
  const [pending] = await ctx.em.execute<Pending[]>(
    `select exists (select from "${schema}".model_call where at < ?::timestamptz and state = 'SENT') as open,
            exists (select from "${schema}".model_call where at < ?::timestamptz) as old`,
    [notBack, tooOld],
  );
  if (pending?.open) {
    await ctx.em.execute(
      `with lost as (
         update "${schema}".model_call set state = 'ABANDONED', cost = reserved, failed = true
         where at < ?::timestamptz and state = 'SENT' returning month, reserved, cost
       ), ended as (
         select month, sum(reserved) as reserved, sum(cost) as cost from lost group by month
       )
       update "${schema}".spend_month m set reserved = m.reserved - ended.reserved, spent = m.spent + ended.cost
       from ended where m.month = ended.month`,
      [notBack],
    );
  }
  if (pending?.old)
    await ctx.em.execute(`delete from "${schema}".model_call where at < ?::timestamptz and state in ('SETTLED', 'ABANDONED')`, [
      tooOld,
    ]);
  if (await isStageNews(ctx)) await transaction(tellStages);
}
