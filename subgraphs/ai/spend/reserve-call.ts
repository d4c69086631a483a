import { newId } from '#kernel/persistence/new-id.ts';
import { kept, last } from '#kernel/persistence/trip.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { BudgetBusy, BudgetSpent, type PlannedCall } from '../connectors/payer.ts';
import { type MonthStanding, monthOf } from './budget-stage.ts';
import { type BillOf, settleWithNext } from './settle-calls.ts';

/** What a call is paid for, beside what it is. */
export interface CallOrigin {
  readonly runId: string | null;
  readonly conversationId: string | null;
}

export const budgetOf = (schema: string): string =>
  `(select round(monthly_budget_usd * 1e9)::bigint from "${schema}".ai_settings)`;

/** Larger than what anybody spends: a tenant without a budget. */
const BOUNDLESS = '9000000000000000';

/** A call that is about to go out, and what it is for. */
export interface AskedCall {
  readonly origin: CallOrigin;
  readonly call: PlannedCall;
}

export interface ReservedCall {
  readonly id: string;
  readonly standing: MonthStanding;
}

/**
 * Puts a call's most aside, in one statement whose row lock every process of the installation meets: it is there only where spent,
 * reserved and this call together stay within the budget, to the billionth of a dollar. From then on the call counts as one that went
 * out: who stops before it did has spent its most. `settled` travels in front, and is written down whether the call can be paid or not.
 */
export async function reserveCall(
  ctx: Ctx,
  origin: CallOrigin,
  call: PlannedCall,
  settled: readonly BillOf[] = [],
): Promise<ReservedCall> {
  const [reserved] = (await reserveTogether(ctx, [{ origin, call }], settled)) ?? [];
  if (reserved) return reserved;
  if (await isSpent(ctx, monthOf(ctx.clock.now()), call)) throw new BudgetSpent();
  throw new BudgetBusy();
}

/** All of the calls, or null and none of them. */
export async function reserveTogether(
  ctx: Ctx,
  asked: readonly AskedCall[],
  settled: readonly BillOf[] = [],
): Promise<ReservedCall[] | null> {
  const schema = schemaOf(ctx.tenant);
  const now = ctx.clock.now();
  const month = monthOf(now);
  const ids = asked.map(() => newId());
  const most = asked.reduce((sum, { call }) => sum + call.mostNanoUsd, 0);
  const statement = kept(`with budget as materialized (select ${budgetOf(schema)} as nano),
     room as (
       insert into "${schema}".spend_month as m (month, reserved)
       select ?::date, ?::bigint from budget where ?::bigint <= coalesce(nano, ${BOUNDLESS})
       on conflict (month) do update set reserved = m.reserved + excluded.reserved
         where m.spent + m.reserved + excluded.reserved <= coalesce((select nano from budget), ${BOUNDLESS})
           and (m.exhausted_at is null or m.exhausted_at < coalesce((select nano from budget), ${BOUNDLESS}))
       returning m.spent
     ), call as (
       insert into "${schema}".model_call (id, month, state, provider, model, work, run_id, conversation_id, intent, reserved, at)
       select a.id, ?::date, 'SENT', a.provider, a.model, a.work, a.run_id, a.conversation_id, a.intent, a.reserved, ?::timestamptz
       from room, unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::bigint[])
         as a (id, provider, model, work, run_id, conversation_id, intent, reserved)
     )
     select room.spent::text as spent, budget.nano::text as budget from room, budget`);
  const values = [
    ...[month, most, most, month, now, ids],
    ...[asked.map(({ call }) => call.provider), asked.map(({ call }) => call.model), asked.map(({ call }) => call.work)],
    ...[asked.map(({ origin }) => origin.runId), asked.map(({ origin }) => origin.conversationId)],
    ...[asked.map(({ call }) => call.intent), asked.map(({ call }) => call.mostNanoUsd)],
  ];
  type Found = { spent: string; budget: string | null }[];
  const [row] =
    settled.length === 0
      ? await ctx.em.execute<Found>(statement, values)
      : await ctx.em.transactional(async (em) => {
          await settleWithNext({ ...ctx, em: em as Ctx['em'] }, settled);
          return (em as Ctx['em']).execute<Found>(last(statement), values);
        });
  if (!row) return null;
  const standing = { spent: Number(row.spent), budget: row.budget === null ? null : Number(row.budget), exhaustedAt: null };
  return ids.map((id) => ({ id, standing }));
}

/** False: it would fit once calls under way have settled for less. The cheapest call that does not fit closes the month's budget. */
async function isSpent(ctx: Ctx, month: string, { mostNanoUsd, isCheapest }: PlannedCall): Promise<boolean> {
  const schema = schemaOf(ctx.tenant);
  const [found] = await ctx.em.execute<{ isSpent: boolean; isClosed: boolean }[]>(
    `select coalesce(m.spent, 0) + ?::bigint > b.nano or coalesce(m.exhausted_at >= b.nano, false) as "isSpent",
            coalesce(m.exhausted_at >= b.nano, false) as "isClosed"
     from (select ${budgetOf(schema)} as nano) b left join "${schema}".spend_month m on m.month = ?::date`,
    [mostNanoUsd, month],
  );
  if (found?.isSpent !== true) return false;
  if (isCheapest && !found.isClosed) {
    await ctx.em.execute(
      `insert into "${schema}".spend_month as m (month, exhausted_at)
       select ?::date, nano from (select ${budgetOf(schema)} as nano) b where nano is not null
       on conflict (month) do update set exhausted_at = excluded.exhausted_at where m.spent + ?::bigint > excluded.exhausted_at`,
      [month, mostNanoUsd],
    );
  }
  return true;
}
