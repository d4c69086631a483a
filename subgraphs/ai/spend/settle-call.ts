import { kept } from '#kernel/persistence/trip.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { Bill } from '../connectors/payer.ts';

/** False: the reservation ran out meanwhile, and its money may be somebody else's. */
export async function markSent(ctx: Ctx, id: string): Promise<boolean> {
  const rows = await ctx.em.execute<unknown[]>(
    kept(`update "${schemaOf(ctx.tenant)}".model_call set state = 'SENT', at = ?::timestamptz
          where id = ? and state = 'RESERVED' returning id`),
    [ctx.clock.now(), id],
  );
  return rows.length > 0;
}

/**
 * What the call cost takes the place of what was put aside for it. Once: repeated it changes nothing. A call that was given up for lost
 * and comes back after all costs what it cost.
 */
export async function settleCall(ctx: Ctx, id: string, bill: Bill): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  const counted = bill.kind === 'COUNTED' ? bill : { inputTokens: 0, outputTokens: 0, failed: true };
  const cost = bill.kind === 'COUNTED' ? bill.costNanoUsd : bill.kind === 'FREE' ? 0 : null;
  await ctx.em.execute(
    kept(`with call as (
       update "${schema}".model_call set state = 'SETTLED', cost = coalesce(?::bigint, reserved),
         input_tokens = ?, output_tokens = ?, failed = ?
       where id = ? and state in ('SENT', 'ABANDONED')
       returning month, reserved, cost, old.state as was, old.cost as counted_before
     )
     update "${schema}".spend_month m
     set reserved = m.reserved - case when call.was = 'SENT' then call.reserved else 0 end,
         spent = m.spent + call.cost - coalesce(call.counted_before, 0)
     from call where m.month = call.month`),
    [cost, counted.inputTokens, counted.outputTokens, counted.failed, id],
  );
}

/** A reservation whose call will never go out gives its money back. */
export async function releaseCall(ctx: Ctx, id: string): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  await ctx.em.execute(
    `with call as (delete from "${schema}".model_call where id = ? and state = 'RESERVED' returning month, reserved)
     update "${schema}".spend_month m set reserved = m.reserved - call.reserved from call where m.month = call.month`,
    [id],
  );
}
