import { PermanentError } from '#kernel/errors/delivery-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { type Bill, BudgetSpent, type Payer } from '../connectors/payer.ts';
import { tenantPayer } from '../spend/tenant-payer.ts';

/** The replay's own maximum does not pay for the call, or the tenant's budget does not. Not a BudgetSpent: no cheaper model stands in. */
export class ReplayUnpaid extends PermanentError {
  constructor(message: string) {
    super('CIRCUIT_OPEN', message);
  }
}

/**
 * The tenant pays, no more than the replay's maximum, and for the models that were asked for: dearer ones are not left out where money runs
 * short, and a replay closes no budget. Put aside and settled in the replay's row as in the month's: what a process that stopped has put aside
 * stays so, and the maximum holds.
 */
export function replayPayer(ctx: Ctx, replayId: string): Payer {
  const tenant = tenantPayer(ctx);
  const schema = schemaOf(ctx.tenant);
  const settle = (most: number, cost: number) =>
    ctx.em.execute(
      `update "${schema}".decision_replay set reserved = reserved - ?::bigint, spent = spent + ?::bigint where id = ?`,
      [most, cost, replayId],
    );
  const note = (most: number, cost: number) =>
    settle(most, cost).catch((error: unknown) =>
      ctx.logger.error({ err: error, replay: replayId }, "what a replay's call cost could not be noted: it counts at its most"),
    );
  return {
    savesMoney: () => Promise.resolve(false),
    reserve: async (call) => {
      const most = call.mostNanoUsd;
      const rows = await ctx.em.execute<unknown[]>(
        `update "${schema}".decision_replay set reserved = reserved + ?::bigint
         where id = ? and status = 'RUNNING' and reserved + spent + ?::bigint <= max_cost returning id`,
        [most, replayId, most],
      );
      if (rows.length === 0) throw new ReplayUnpaid('its maximum is reached: start it again with a larger one');
      const asked = { ...call, work: 'DECISION_REPLAY', intent: null, isCheapest: false } as const;
      const reservation = await tenant.reserve(asked).catch(async (error: unknown) => {
        await settle(most, 0);
        if (error instanceof BudgetSpent) throw new ReplayUnpaid("the month's budget does not pay for it");
        throw error;
      });
      return {
        settle: async (bill) => {
          await reservation.settle(bill);
          await note(most, costOf(bill, most));
        },
        release: async () => {
          await reservation.release();
          await note(most, 0);
        },
      };
    },
  };
}

const costOf = (bill: Bill, most: number): number =>
  bill.kind === 'COUNTED' ? bill.costNanoUsd : bill.kind === 'FREE' ? 0 : most;
