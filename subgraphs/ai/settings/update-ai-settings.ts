import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { refreshGates } from '../confidence/refresh-gates.ts';
import type { VectorIsolation, VectorStore } from '../connectors/vector-index.ts';
import { requireReplayOfSettings } from '../replay/require-replay.ts';
import type { Intent } from '../run/run-enums.ts';
import { tellStages } from '../spend/tell-stages.ts';
import {
  AiSettingsRow,
  NO_REQUIREMENT,
  type ReplayRequirement,
  type Settings,
  USUAL_REPLY_TARGET_MINUTES,
} from './ai-settings.entity.ts';
import { checkedLocale, type LocaleChanges } from './checked-locale.ts';
import { byIntent, checkedPersona, checkedReplyTarget, probability } from './checked-settings.ts';
import { readSettings } from './read-settings.ts';

/** Sums of billionths stay whole numbers far beyond it. */
const LARGEST_BUDGET_USD = 1_000_000;
const LONGEST_CACHE_MINUTES = 1_440;

/** Absent or null: stays as it is, but for the budget, where null is a value. `thresholds` replaces the whole list. */
export interface SettingsChanges extends LocaleChanges {
  readonly autoReply?: boolean | null | undefined;
  /** Ends a target error. */
  readonly confidenceThreshold?: number | null | undefined;
  /** Takes the place of the threshold; setting a threshold ends it. */
  readonly targetError?: number | null | undefined;
  readonly auditShare?: number | null | undefined;
  readonly thresholds?: readonly { readonly intent: Intent; readonly threshold: number }[] | null | undefined;
  readonly persona?: string | null | undefined;
  readonly vectorIsolation?: VectorIsolation | null | undefined;
  /** Null: without a limit. */
  readonly monthlyBudgetUsd?: number | null | undefined;
  readonly replyCacheMinutes?: number | null | undefined;
  readonly replyTargetMinutes?: number | null | undefined;
  readonly requireReplay?: boolean | null | undefined;
  readonly replayMaxErrorRate?: number | null | undefined;
  readonly replayDecisions?: number | null | undefined;
}

/** In force from the next message on; vectors move behind that, and are found where they were until they have. */
export async function updateAiSettings(
  tx: Tx,
  changes: SettingsChanges,
  { store }: { readonly store: VectorStore },
): Promise<Settings> {
  const settings = await readSettings(tx);
  const next = {
    autoReply: changes.autoReply ?? settings.autoReply,
    confidenceThreshold: probability('input.confidenceThreshold', changes.confidenceThreshold ?? settings.confidenceThreshold),
    ...riskOf(changes, settings),
    thresholds: changes.thresholds ? byIntent(changes.thresholds) : settings.thresholds,
    persona: changes.persona == null ? settings.persona : checkedPersona(changes.persona),
    vectorIsolation: changes.vectorIsolation ? checkedIsolation(changes.vectorIsolation, store) : settings.vectorIsolation,
    monthlyBudgetUsd:
      changes.monthlyBudgetUsd === undefined ? (settings.monthlyBudgetUsd ?? null) : checkedBudget(changes.monthlyBudgetUsd),
    replyCacheMinutes: changes.replyCacheMinutes == null ? settings.replyCacheMinutes : cacheMinutes(changes.replyCacheMinutes),
    replyTargetMinutes: checkedReplyTarget(
      changes.replyTargetMinutes ?? settings.replyTargetMinutes ?? USUAL_REPLY_TARGET_MINUTES,
    ),
  };
  const locale = checkedLocale(changes, settings.locale);
  await requireReplayOfSettings(tx, settings, next);
  const replayRequirement = requirementOf(changes, settings);
  await tx.em.upsert(AiSettingsRow, { id: 1, ...next, ...locale, ...replayRequirement, updatedAt: tx.clock.now() });
  // a threshold that was found for one target promises nothing about another
  if (next.targetError !== settings.targetError) await refreshGates(tx, next);
  if (next.monthlyBudgetUsd !== (settings.monthlyBudgetUsd ?? null)) await tellStages(tx);
  return { ...next, locale, replayRequirement };
}

/** Either a threshold or a target error is in force: whichever was set last. */
function riskOf(changes: SettingsChanges, settings: Settings): Pick<Settings, 'targetError' | 'auditShare'> {
  if (changes.targetError != null && changes.confidenceThreshold != null)
    throw badUserInput('input.targetError', 'Set either a threshold or a target error: the threshold follows from the target.');
  if (changes.targetError != null && !(changes.targetError > 0 && changes.targetError < 0.5))
    throw badUserInput(
      'input.targetError',
      'A target error is above 0 and below 0.5: the share of replies that may go out wrong.',
    );
  const targetError = changes.confidenceThreshold == null ? (changes.targetError ?? settings.targetError) : null;
  const auditShare = changes.auditShare ?? settings.auditShare;
  if (!(auditShare >= 0 && auditShare <= 1)) throw badUserInput('input.auditShare', 'An audit share is a number from 0 to 1.');
  if (targetError !== null && auditShare === 0) {
    throw badUserInput(
      'input.auditShare',
      'A target error needs an audit share above 0: only messages that are drawn for review show whether the target still holds.',
    );
  }
  return { targetError, auditShare };
}

function requirementOf(changes: SettingsChanges, { replayRequirement = NO_REQUIREMENT }: Settings): ReplayRequirement {
  const requireReplay = changes.requireReplay ?? replayRequirement.requireReplay;
  const replayMaxErrorRate = changes.replayMaxErrorRate ?? replayRequirement.replayMaxErrorRate;
  const replayDecisions = changes.replayDecisions ?? replayRequirement.replayDecisions;
  if (!(replayMaxErrorRate > 0 && replayMaxErrorRate < 1))
    throw badUserInput('input.replayMaxErrorRate', 'replayMaxErrorRate is a number above 0 and below 1.');
  if (!(Number.isInteger(replayDecisions) && replayDecisions >= 1 && replayDecisions <= 1_000))
    throw badUserInput('input.replayDecisions', 'replayDecisions is a whole number from 1 to 1000.');
  return { requireReplay, replayMaxErrorRate, replayDecisions };
}

function checkedBudget(usd: number | null): number | null {
  if (usd !== null && !(usd >= 0 && usd <= LARGEST_BUDGET_USD))
    throw badUserInput('input.monthlyBudgetUsd', `monthlyBudgetUsd is a number from 0 to ${LARGEST_BUDGET_USD}.`);
  return usd;
}

function cacheMinutes(minutes: number): number {
  if (!(Number.isInteger(minutes) && minutes >= 0 && minutes <= LONGEST_CACHE_MINUTES))
    throw badUserInput(
      'input.replyCacheMinutes',
      `replyCacheMinutes is a whole number from 0 (no reply is used again) to ${LONGEST_CACHE_MINUTES}.`,
    );
  return minutes;
}

function checkedIsolation(isolation: VectorIsolation, store: VectorStore): VectorIsolation {
  if (isolation === 'INDEX' && store !== 'pinecone') {
    throw badUserInput(
      'input.vectorIsolation',
      'An index of your own needs Pinecone, which this installation has no key for. In PostgreSQL your vectors stand in a schema of your own already.',
    );
  }
  return isolation;
}
