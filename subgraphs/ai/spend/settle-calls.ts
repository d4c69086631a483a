import { held, kept } from '#kernel/persistence/trip.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { Bill } from '../connectors/payer.ts';

export interface BillOf {
  readonly id: string;
  readonly bill: Bill;
}

/**
 * What calls cost takes the place of what was put aside for them. Once: repeated it changes nothing. A call that was given up for lost
 * and comes back after all costs what it cost.
 */
export async function settleCalls(ctx: Ctx, bills: readonly BillOf[]): Promise<void> {
  if (bills.length > 0) await ctx.em.execute(settlement(ctx), valuesOf(bills));
}

/** The same within a transaction, in one trip with the statement that follows. */
export async function settleWithNext(ctx: Ctx, bills: readonly BillOf[]): Promise<void> {
  if (bills.length > 0) await ctx.em.execute(held(settlement(ctx)), valuesOf(bills));
}

/** The calls first and the month after, as everybody locks them. */
function settlement(ctx: Ctx): string {
  const schema = schemaOf(ctx.tenant);
  return kept(`with bill as (
       select * from unnest(?::uuid[], ?::bigint[], ?::int[], ?::int[], ?::boolean[]) as b (id, cost, input_tokens, output_tokens, failed)
     ), call as (
       update "${schema}".model_call c set state = 'SETTLED', cost = coalesce(bill.cost, c.reserved),
         input_tokens = bill.input_tokens, output_tokens = bill.output_tokens, failed = bill.failed
       from bill where c.id = bill.id and c.state in ('SENT', 'ABANDONED')
       returning c.month, c.reserved, c.cost, old.state as was, old.cost as counted_before
     ), ended as (
       select month, sum(case when was = 'SENT' then reserved else 0 end)::bigint as reserved,
              sum(cost - coalesce(counted_before, 0))::bigint as spent
       from call group by month
     )
     update "${schema}".spend_month m set reserved = m.reserved - ended.reserved, spent = m.spent + ended.spent
     from ended where m.month = ended.month`);
}

function valuesOf(bills: readonly BillOf[]): unknown[] {
  const counted = bills.map(({ bill }) => (bill.kind === 'COUNTED' ? bill : { inputTokens: 0, outputTokens: 0, failed: true }));
  return [
    bills.map(({ id }) => id),
    bills.map(({ bill }) => (bill.kind === 'COUNTED' ? bill.costNanoUsd : bill.kind === 'FREE' ? 0 : null)),
    counted.map(({ inputTokens }) => inputTokens),
    counted.map(({ outputTokens }) => outputTokens),
    counted.map(({ failed }) => failed),
  ];
}

/** A reservation whose call was not made gives its money back. */
export async function releaseCall(ctx: Ctx, id: string): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  await ctx.em.execute(
    `with call as (delete from "${schema}".model_call where id = ? and state = 'SENT' returning month, reserved)
     update "${schema}".spend_month m set reserved = m.reserved - call.reserved from call where m.month = call.month`,
    [id],
  );
}
