import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { alertResolved } from '#schema/events/alert-resolved.v1.ts';
import { BudgetStage, isAtLeast, monthOf, stageOf, toUsd } from './budget-stage.ts';
import { type Month, readMonth } from './read-month.ts';

type Told = Exclude<BudgetStage, 'NORMAL'>;

const ALERTS: Readonly<Record<Told, { severity: 'INFO' | 'WARNING' | 'CRITICAL'; title: string }>> = {
  WARNING: { severity: 'INFO', title: "Three quarters of the month's budget for models are spent." },
  CHEAPER_MODELS: { severity: 'WARNING', title: "Nine tenths of the month's budget are spent: the cheapest models answer now." },
  CACHE_AND_REVIEW_ONLY: {
    severity: 'CRITICAL',
    title: "The month's budget for models is spent: what no cached reply answers waits for people, without drafts.",
  },
};
const TOLD = Object.keys(ALERTS) as Told[];

interface News {
  /** Their cause is gone: another budget, another month, or money that came back. */
  readonly over: readonly Told[];
  readonly begun: Told | null;
}

/** A read: a tenant of whom nothing is to be told is never written to. */
export async function isStageNews(ctx: Ctx): Promise<boolean> {
  const { over, begun } = newsOf(await readMonth(ctx));
  return over.length > 0 || begun !== null;
}

/**
 * Raises the alert of the month's stage, and resolves those of stages that are over. An alert is of one budget: another budget ends it, and
 * its own stage is told anew. Repeating it tells nothing twice.
 */
export async function tellStages(tx: Tx): Promise<void> {
  const schema = schemaOf(tx.tenant);
  const today = monthOf(tx.clock.now());
  // the row first and the budget after: who changed the budget meanwhile has told of it, or waits here to
  await tx.em.execute(`select month from "${schema}".spend_month where month = ?::date or told_stage <> 'NORMAL' for update`, [
    today,
  ]);
  const month = await readMonth(tx);
  const { over, begun } = newsOf(month);
  if (over.length > 0) resolve(tx, over);
  if (begun !== null) raise(tx, begun, month);
  if (month.isEarlierOpen)
    await tx.em.execute(`update "${schema}".spend_month set told_stage = 'NORMAL', told_at = null where month < ?::date`, [
      today,
    ]);
  if (over.length > 0 || begun !== null)
    await tx.em.execute(`update "${schema}".spend_month set told_stage = ?, told_at = ?::bigint where month = ?::date`, [
      ...[stageOf(month), month.budget, today],
    ]);
}

function newsOf(month: Month): News {
  const stage = month.exists ? stageOf(month) : BudgetStage.NORMAL;
  const isOfThisBudget = month.toldAt === month.budget;
  const open = TOLD.filter((each) => isAtLeast(month.toldStage, each));
  const over = isOfThisBudget ? open.filter((each) => !isAtLeast(stage, each)) : open;
  const isTold = isOfThisBudget && isAtLeast(month.toldStage, stage);
  // every month begins at NORMAL, whatever the one before ended with
  return { over: month.isEarlierOpen ? TOLD : over, begun: isTold || stage === BudgetStage.NORMAL ? null : stage };
}

function raise(tx: Tx, stage: Told, { month, spent, budget }: Month): void {
  publish(tx, alertRaised, {
    key: tx.tenant,
    data: {
      ...{ code: codeOf(stage), ...ALERTS[stage], conversationId: null, raisedAt: tx.clock.now().toISOString() },
      detail: { month, spentUsd: toUsd(spent), budgetUsd: budget === null ? null : toUsd(budget) },
    },
  });
}

/** Before an alert that is raised in the same transaction: they have one key, and a later one is not resolved with the earlier. */
const resolve = (tx: Tx, stages: readonly Told[]): void =>
  publish(tx, alertResolved, {
    key: tx.tenant,
    data: { codes: stages.map(codeOf), channelId: null, resolvedAt: tx.clock.now().toISOString() },
  });

const codeOf = (stage: Told): string => `BUDGET_${stage}`;
