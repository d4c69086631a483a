import { setImmediate as otherWork } from 'node:timers/promises';
import { LockMode } from '@mikro-orm/core';
import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { alertResolved } from '#schema/events/alert-resolved.v1.ts';
import type { Settings } from '../settings/ai-settings.entity.ts';
import { readSettings } from '../settings/read-settings.ts';
import { fitCalibrator } from './calibrator.ts';
import { ConfidenceGate, type Gates } from './confidence-gate.entity.ts';
import { countedDecisions } from './counted-decisions.ts';
import { CLOSED_GATE, deriveGate, type Gate, intoShadow, isLookDue } from './gate.ts';
import { changedShare, LARGE_CHANGE, readKnowledgeSnapshot } from './knowledge-change.ts';
import { readDecisions } from './read-decisions.ts';
import { learnTenantHead, type TenantHead } from './tenant-head.ts';

/** A run that began this long ago is looked at for the recipe that is in use. */
export const RECENT_MS = 120_000;
/** Recipes that nobody writes with any more fall out at the end. */
const MOST_GATES = 12;

/** Derives every gate again from the decisions that there are. Repeating it changes nothing but the version. */
export async function refreshGates(tx: Tx, given?: Settings): Promise<void> {
  const { targetError } = given ?? (await readSettings(tx));
  const row = await tx.em.findOne(ConfidenceGate, { id: 1 }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  const [decisions, knowledge, recent] = [await readDecisions(tx), await readKnowledgeSnapshot(tx), await recentRecipes(tx)];
  const before: Gates = row?.gates ?? {};
  const version = (row?.version ?? 0) + 1;
  const isOtherKnowledge = row !== null && changedShare(row.knowledge, knowledge) > LARGE_CHANGE;
  const wasOpen = Object.values(before).some(({ threshold }) => threshold !== null);

  const byRecipe = Map.groupBy(decisions, ({ recipe }) => recipe);
  const calibrator = fitCalibrator(decisions);
  // once for all recipes: what one teaches of channels and intents holds for the others, and each has its own correction
  let learned: TenantHead | null | undefined;
  const derive = async (recipe: string): Promise<Gate> => {
    const decided = byRecipe.get(recipe) ?? [];
    const known = before[recipe];
    const gate = startOf(known, { now: tx.clock.now(), wasOpen, isOtherKnowledge });
    const counted = countedDecisions(gate, decided);
    const isAsked = !known || isLookDue(gate, counted.length, targetError);
    if (isAsked && learned === undefined) learned = await inParts(learnTenantHead(decisions));
    // a recipe that begins is tried with what others taught from its first look on
    const start = { ...gate, version: version - 1, ...(known || !learned ? {} : { challenger: learned }) };
    const evidence = { decided, counted, calibrator, ...(isAsked && { learned: learned ?? null }) };
    return deriveGate(start, evidence, targetError);
  };
  const recipes = [...new Set([...recent, ...byRecipe.keys(), ...Object.keys(before)])].slice(0, MOST_GATES);
  const gates: Record<string, Gate> = {};
  for (const recipe of recipes) gates[recipe] = await derive(recipe);

  await tx.em.upsert(ConfidenceGate, {
    id: 1,
    gates,
    version,
    knowledge: row === null || isOtherKnowledge ? knowledge : row.knowledge,
    derivedAt: tx.clock.now(),
  });
  if (targetError !== null && wasOpen) alertWhereClosed(tx, before, gates);
  if (isOver(before, gates, { recent, targetError })) resolveAlerts(tx);
}

/** Messages are answered in between. */
async function inParts<T>(work: Generator<void, T>): Promise<T> {
  for (;;) {
    const part = work.next();
    if (part.done) return part.value;
    await otherWork();
  }
}

/** A gate as it is before today's decisions are looked at: in shadow where those from before do not tell about today's drafts. */
function startOf(
  before: Gate | undefined,
  { now, wasOpen, isOtherKnowledge }: { readonly now: Date; readonly wasOpen: boolean; readonly isOtherKnowledge: boolean },
): Gate {
  const since = now.toISOString();
  if (before && isOtherKnowledge) return intoShadow(before, { since, why: 'KNOWLEDGE_CHANGED' });
  // decisions about another recipe do not count here: its own begin with its first draft
  if (!before && wasOpen) return { ...CLOSED_GATE, shadow: { since, why: 'RECIPE_CHANGED' } };
  return before ?? CLOSED_GATE;
}

async function recentRecipes(tx: Tx): Promise<string[]> {
  const rows = await tx.em.execute<{ recipe: string }[]>(
    `select distinct recipe from "${schemaOf(tx.tenant)}".run where recipe is not null and created_at > ?`,
    [new Date(tx.clock.now().getTime() - RECENT_MS)],
  );
  return rows.map(({ recipe }) => recipe);
}

/** Once a gate and a reason: the one that is closed already is not told of again. */
function alertWhereClosed(tx: Tx, before: Gates, gates: Gates): void {
  for (const [recipe, gate] of Object.entries(gates)) {
    const old = before[recipe];
    const isNew = !old && gate.shadow !== null;
    const hasClosed = old?.threshold != null && gate.threshold === null;
    if (!isNew && !hasClosed) continue;
    const why = gate.shadow?.why ?? 'TARGET_NOT_HELD';
    publish(tx, alertRaised, {
      key: `confidence-gate:${tx.tenant}`,
      data: {
        severity: 'WARNING',
        code: gate.shadow ? 'AI_SHADOW_MODE' : 'AI_GATE_CLOSED',
        title: TITLE[why],
        conversationId: null,
        detail: { why, moreDecisions: gate.moreDecisions },
        raisedAt: tx.clock.now().toISOString(),
      },
    });
  }
}

/** What was told of gates is over once what writes now may send again, or where no target is to be held any more. */
function isOver(
  before: Gates,
  gates: Gates,
  { recent, targetError }: { readonly recent: readonly string[]; readonly targetError: number | null },
): boolean {
  if (targetError === null) return Object.values(before).some(({ target }) => target !== null);
  const hasOpened = Object.entries(gates).some(([recipe, gate]) => gate.threshold !== null && before[recipe]?.threshold === null);
  return hasOpened && recent.every((recipe) => gates[recipe]?.threshold != null);
}

const resolveAlerts = (tx: Tx): void =>
  publish(tx, alertResolved, {
    key: `confidence-gate:${tx.tenant}`,
    data: { codes: ['AI_SHADOW_MODE', 'AI_GATE_CLOSED'], channelId: null, resolvedAt: tx.clock.now().toISOString() },
  });

const TITLE = {
  RECIPE_CHANGED:
    'Another model or prompt writes replies now: its replies are reviewed until decisions show that they hold the target error.',
  KNOWLEDGE_CHANGED:
    'A large part of the knowledge changed: all replies are reviewed until decisions show again that they hold the target error.',
  MORE_ERRORS:
    'Audited replies were wrong too often lately: all replies are reviewed until decisions show again that they hold the target error.',
  TARGET_NOT_HELD: 'The decisions no longer show that replies hold the target error: all of them are reviewed.',
} as const;
