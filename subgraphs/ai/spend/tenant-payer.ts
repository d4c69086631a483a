import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Payer } from '../connectors/payer.ts';
import { isAtLeast, type MonthStanding, stageOf } from './budget-stage.ts';
import { CallAccount } from './call-account.ts';
import { readMonth } from './read-month.ts';
import type { CallOrigin } from './reserve-call.ts';

export interface Paying {
  readonly origin?: CallOrigin;
  /** How the month stands, where that is known already. */
  readonly standing?: MonthStanding | null;
  readonly account?: CallAccount;
}

/** The tenant of `ctx` pays. One for each message, or each piece of work on documents. */
export function tenantPayer(
  ctx: Ctx,
  { origin = { runId: null, conversationId: null }, standing = null, account = new CallAccount(ctx) }: Paying = {},
): Payer {
  // each reservation brings it along, so that nobody has to ask for it
  let known = standing;
  return {
    reserve: async (call) => {
      const { id, standing } = await account.reserve(origin, call);
      known = standing;
      return { settle: (bill) => account.settle(id, bill), release: () => account.release(id) };
    },
    savesMoney: async () => {
      known ??= await readMonth(ctx);
      return isAtLeast(stageOf(known), 'CHEAPER_MODELS');
    },
  };
}

/** What is asked is paid for by the tenant of `ctx`; what costs nothing stays as it is. */
export const paidByTenant = <Provider extends { readonly paidBy?: (payer: Payer) => Provider }>(
  ctx: Ctx,
  provider: Provider,
  paying?: Paying,
): Provider => provider.paidBy?.(tenantPayer(ctx, paying)) ?? provider;
