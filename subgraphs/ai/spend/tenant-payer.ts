import type { Ctx } from '#kernel/tenancy/context.ts';
import { BudgetBusy, type Payer } from '../connectors/payer.ts';
import { isAtLeast, type MonthStanding, stageOf } from './budget-stage.ts';
import { readMonth } from './read-month.ts';
import { type CallOrigin, reserveCall } from './reserve-call.ts';
import { markSent, settleCall } from './settle-call.ts';

/** The tenant of `ctx` pays. One for each message, or each piece of work on documents. */
export function tenantPayer(
  ctx: Ctx,
  origin: CallOrigin = { runId: null, conversationId: null },
  standing?: Promise<MonthStanding>,
): Payer {
  // each reservation brings it along, so that nobody has to ask for it
  let known: MonthStanding | null = null;
  return {
    reserve: async (call) => {
      const { id, standing } = await reserveCall(ctx, origin, call);
      known = standing;
      return {
        begin: async () => {
          if (!(await markSent(ctx, id))) throw new BudgetBusy();
        },
        settle: async (bill) => {
          try {
            await settleCall(ctx, id, bill);
          } catch (error) {
            ctx.logger.error({ err: error, call: id }, 'what a model call cost could not be noted: it will count at its most');
          }
        },
      };
    },
    savesMoney: async () => {
      known ??= await (standing ?? readMonth(ctx));
      return isAtLeast(stageOf(known), 'CHEAPER_MODELS');
    },
  };
}

/** Asked for while other work is done, by who will hand it to `paidByTenant`. Null where nothing costs anything. */
export function askStanding(ctx: Ctx, provider: { readonly paidBy?: unknown }): Promise<MonthStanding> | null {
  if (!provider.paidBy) return null;
  const standing = readMonth(ctx);
  // who turns out not to need it does not hear of it
  standing.catch(() => {});
  return standing;
}

/** What is asked is paid for by the tenant of `ctx`; what costs nothing stays as it is. */
export const paidByTenant = <Provider extends { readonly paidBy?: (payer: Payer) => Provider }>(
  ctx: Ctx,
  provider: Provider,
  origin?: CallOrigin,
  standing?: Promise<MonthStanding> | null,
): Provider => provider.paidBy?.(tenantPayer(ctx, origin, standing ?? undefined)) ?? provider;
