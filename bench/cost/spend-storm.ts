import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { newTenantId } from '#kernel/persistence/tenant-schemas.ts';
import { systemClock } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { updateAiSettings } from '../../subgraphs/ai/settings/update-ai-settings.ts';
import { toNano } from '../../subgraphs/ai/spend/budget-stage.ts';
import { readMonth } from '../../subgraphs/ai/spend/read-month.ts';
import { tendSpend } from '../../subgraphs/ai/spend/tend-spend.ts';
import { type Child, startChild } from '../support/child.ts';
import { billedAtOpenAi } from './billed-calls.ts';
import { enter, openInstallation } from './open-installation.ts';
import type { Paid, PayingOptions } from './paying-process.ts';

export interface StormOptions {
  readonly databaseUrl: string;
  readonly simulatorsUrl: string;
  readonly budgetUsd: number;
  readonly processes: number;
  /** Of each process, all at once. */
  readonly calls: number;
  readonly kills: number;
}

export interface Storm {
  readonly answered: number;
  readonly refused: number;
  readonly failed: number;
  /** As the vendor's stand-in counts; in billionths of a dollar, like the others. */
  readonly billed: number;
  readonly billedCalls: number;
  readonly spent: number;
  readonly budget: number;
  /** The most that was spent and put aside together at any look. */
  readonly most: number;
  /** Calls that a killed process left behind, in the states that it left them in. */
  readonly leftBehind: number;
  /** Put aside in the end, with nobody left: it has to be nothing. */
  readonly reserved: number;
}

const PROCESS = new URL('./paying-process.ts', import.meta.url);
const LOOK_MS = 15;
/** Behind what a stopped process may leave. */
const LATER_MS = 600_000;

/**
 * Several processes pay for replies out of one budget that is too small for all of them, and some of the processes are killed in the
 * middle of it, with calls in every state.
 */
export async function runStorm(options: StormOptions): Promise<Storm> {
  const installation = await openInstallation(options.databaseUrl);
  const clock = { now: () => new Date(systemClock.now().getTime() + LATER_MS) };
  const later = await openInstallation(options.databaseUrl, clock);
  const children: Child[] = [];
  try {
    const tenant = newTenantId();
    await installation.database.schemas.create(tenant);
    await installation.database.learn(tenant);
    await later.database.learn(tenant);
    const [ctx, laterCtx] = [enter(installation, tenant), enter(later, tenant)];
    await installation.eventLog.transaction(ctx, (tx) =>
      updateAiSettings(tx, { monthlyBudgetUsd: options.budgetUsd }, { store: 'postgres' }),
    );
    const look = async (): Promise<{ most: number; reserved: number; open: number }> => {
      const [row] = await ctx.em.execute<{ most: string; reserved: string; open: number }[]>(
        `select coalesce(sum(spent + reserved), 0)::text as most, coalesce(sum(reserved), 0)::text as reserved,
                (select count(*)::int from "${schemaOf(tenant)}".model_call where state = 'SENT') as open
         from "${schemaOf(tenant)}".spend_month`,
      );
      return { most: Number(row?.most), reserved: Number(row?.reserved), open: row?.open ?? 0 };
    };

    const openCalls = async (id: string): Promise<number> => {
      const rows = await ctx.em.execute<unknown[]>(
        `select from "${schemaOf(tenant)}".model_call where run_id = ? and state = 'SENT'`,
        [id],
      );
      return rows.length;
    };
    const open = async (): Promise<{ readonly id: string; readonly child: Child }> => {
      const [id, child] = [randomUUID(), startChild(PROCESS)];
      children.push(child);
      const { databaseUrl, simulatorsUrl } = options;
      await child.call('open', { databaseUrl, simulatorsUrl, tenant, id } satisfies PayingOptions);
      return { id, child };
    };
    const working = await Promise.all(Array.from({ length: options.processes }, open));
    const pay = ({ child }: { readonly child: Child }): Promise<Paid | null> =>
      child.call<Paid>('pay', options.calls).catch(() => null);
    const [victims, others] = [working.slice(0, options.kills), working.slice(options.kills)];
    let most = 0;
    let isOver = false;
    const watching = (async () => {
      while (!isOver) {
        most = Math.max(most, (await look()).most);
        await delay(LOOK_MS);
      }
    })();
    watching.catch(() => {});
    const paying = victims.map(pay);
    for (const { id } of victims) while ((await openCalls(id)) < 2) await delay(1);
    paying.push(...others.map(pay));
    for (const { child } of victims) process.kill(child.pid, 'SIGKILL');
    await Promise.all(paying.slice(0, victims.length));
    const leftBehind = (await Promise.all(victims.map(({ id }) => openCalls(id)))).reduce((sum, each) => sum + each, 0);
    // the others wait for the money that the dead have put aside: it is theirs once it is certain that nobody comes back
    await tendSpend(laterCtx, (work) => later.eventLog.transaction(laterCtx, work));
    const ends = (await Promise.all(paying)).filter((paid) => paid !== null);
    const survivor = working.at(-1);
    if (survivor && options.kills < options.processes) ends.push(await survivor.child.call<Paid>('pay', options.calls));
    isOver = true;
    await watching;
    const [{ reserved }, month, billed] = await Promise.all([look(), readMonth(ctx), billedAtOpenAi(options.simulatorsUrl)]);
    const sum = (end: keyof Paid): number => ends.reduce((total, each) => total + each[end], 0);
    return {
      ...{ answered: sum('answered'), refused: sum('refused'), failed: sum('failed') },
      ...{ billed: billed.cost, billedCalls: billed.calls, spent: month.spent, budget: toNano(options.budgetUsd) },
      ...{ most, leftBehind, reserved },
    };
  } finally {
    await Promise.all(children.map((child) => child.stop()));
    await later.close();
    await installation.close();
  }
}
