import type { Delivery } from '#kernel/messaging/consumer.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Analysis, InboundMessage } from './analysis.ts';
import { noteRevision } from './note-revision.ts';
import { publishRunChanged } from './publish-run-changed.ts';
import { publishScore } from './publish-score.ts';
import { sealFor } from './read-sealed.ts';
import { Lane } from './run-enums.ts';
import { RunStatus } from './run-status.ts';
import type { Step } from './run-step.ts';
import { insertRun, type RunRow } from './write-run.ts';

export interface RunStart {
  readonly id: string;
  readonly contactId: string;
  readonly startedAt: Date;
}

/** Publishes the score while the reply is still being made. The run that it stores keeps a redelivery from doing so again. */
export async function beginRun(
  ctx: Ctx,
  delivery: Delivery,
  start: RunStart,
  message: InboundMessage,
  scored: { readonly analysis: Analysis; readonly steps: readonly Step[]; readonly mayReply: boolean },
): Promise<void> {
  const sealed = await sealScored(ctx, start, scored);
  await delivery.transaction(async (tx) => {
    await noteRevision(tx, message, null);
    const run = newRun(start, message, { ...scored, ...sealed });
    await insertRun(tx, run);
    publishScore(tx, run.id, message, scored.analysis);
    publishRunChanged(tx, run, { mayReply: scored.mayReply });
  });
}

export const sealScored = async (
  ctx: Ctx,
  start: RunStart,
  scored: { readonly analysis: Analysis; readonly steps: readonly Step[] },
): Promise<{ sealedAnalysis: Buffer; sealedSteps: Buffer | null }> => ({
  sealedAnalysis: await sealFor(ctx, start, 'analysis', JSON.stringify(scored.analysis)),
  sealedSteps:
    scored.steps.length > 0
      ? await sealFor(ctx, start, 'step_texts', JSON.stringify(scored.steps.map((step) => step.text)))
      : null,
});

/** A run whose score stands and whose reply does not yet. */
export const newRun = (
  start: RunStart,
  message: InboundMessage,
  scored: {
    readonly analysis: Analysis;
    readonly steps: readonly Step[];
    readonly sealedAnalysis: Buffer;
    readonly sealedSteps: Buffer | null;
  },
): RunRow => ({
  id: start.id,
  messageId: message.messageId,
  conversationId: message.conversationId,
  contactId: message.contactId,
  lane: message.lane === 'fast' ? Lane.FAST : Lane.STANDARD,
  status: RunStatus.RUNNING,
  revision: message.revision,
  intent: scored.analysis.intent?.intent ?? null,
  intentConfidence: scored.analysis.intent?.confidence ?? null,
  language: scored.analysis.language,
  analysis: scored.sealedAnalysis,
  sources: [],
  audited: false,
  countsForBound: false,
  heldBack: [],
  steps: scored.steps.map((step) => step.record),
  stepTexts: scored.sealedSteps,
  costUsd: costOf(scored.steps),
  createdAt: start.startedAt,
});

export const costOf = (steps: readonly Step[]): number => steps.reduce((sum, step) => sum + step.record.costUsd, 0);
