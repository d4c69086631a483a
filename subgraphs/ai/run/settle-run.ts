import type { Settle } from '#kernel/messaging/consumer.ts';
import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { replyApproved } from '#schema/events/reply-approved.v1.ts';
import { cacheColumns, keepReply, recordCacheUse } from '../cache/keep-reply.ts';
import type { MessageCache } from '../cache/message-cache.ts';
import { drawAudit } from '../confidence/draw-audit.ts';
import { addReview } from '../review/add-review.ts';
import type { CallAccount } from '../spend/call-account.ts';
import type { Analysis, InboundMessage } from './analysis.ts';
import { newRun, type RunStart, sealScored } from './begin-run.ts';
import { type Outcome, STATUS_OF } from './decide-outcome.ts';
import type { DraftedReply } from './draft-reply.ts';
import { judgeReply } from './judge-reply.ts';
import { noteOutage } from './note-outage.ts';
import { noteRevision } from './note-revision.ts';
import { publishRunChanged } from './publish-run-changed.ts';
import { publishScore } from './publish-score.ts';
import type { Briefing } from './read-briefing.ts';
import { sealFor } from './read-sealed.ts';
import { moveRun } from './run-status.ts';
import type { Step } from './run-step.ts';
import { endRun, insertRun, type RunRow } from './write-run.ts';

export interface RunFindings {
  /** The run was stored and its score published already. */
  readonly begun: boolean;
  readonly analysis: Analysis;
  readonly steps: readonly Step[];
  readonly draft: DraftedReply | null;
  readonly providerDown: boolean;
  readonly budgetSpent: boolean;
  readonly briefing: Briefing;
  readonly cache: MessageCache | null;
  readonly account: CallAccount;
  readonly latencyMs: number;
}

/** Decides what becomes of the message and stores it with everything that was found, in the transaction that ends the delivery. */
export async function settleRun(
  ctx: Ctx,
  settle: Settle,
  start: RunStart,
  message: InboundMessage,
  findings: RunFindings,
): Promise<void> {
  const { analysis, steps, draft, briefing } = findings;
  const { settings } = briefing;
  const drawn = drawAudit(ctx, message, settings.auditShare);
  const sealed = await sealScored(ctx, start, findings);
  const draftText = draft?.text == null ? null : await sealFor(ctx, start, 'draft_text', draft.text);
  const { persona, replyCacheMinutes: minutes } = settings;
  const cached = await recordCacheUse(ctx, findings.cache, message.contactId, draft, { persona, minutes });

  const { status, bills } = await settle(async (tx) => {
    const reviewId = newId();
    const judged = judgeReply({
      ...{ settings, gates: briefing.gates, embedding: briefing.embedding, channel: message.platform, analysis, draft },
      ...{ audited: drawn, providerDown: findings.providerDown, budgetSpent: findings.budgetSpent },
      windowOpen: isOpen(message.replyWindowClosesAt, tx.clock.now()),
      personWindowOpen: isOpen(message.personReplyWindowClosesAt, tx.clock.now()),
    });
    const decide = (latestRevision: number): Outcome => judged.decide(latestRevision > message.revision);
    const expected = decide(briefing.latestRevision);
    const state = await noteRevision(tx, message, expected.kind === 'REVIEW' ? reviewId : null);
    const outcome = decide(state.revision);

    const run = newRun(start, message, { ...findings, ...sealed });
    moveRun(run, STATUS_OF[outcome.kind]);
    Object.assign(run, judged.record, { audited: drawn, heldBack: judged.heldBack, recipe: judged.recipe });
    run.features = draft?.features ?? null;
    run.channel = message.platform;
    run.draftText = draftText;
    run.sources = [...(draft?.sources ?? [])];
    run.latencyMs = findings.latencyMs;

    if (!findings.begun) publishScore(tx, run.id, message, analysis);
    if (outcome.kind === 'AUTO_REPLY' && draft?.text != null) approveByMachine(tx, run, message, draft.text);
    if (cached) Object.assign(run, cacheColumns(cached));
    await (findings.begun ? endRun : insertRun)(tx, run);
    if (outcome.kind === 'REVIEW')
      addReview(tx, {
        id: reviewId,
        run,
        reason: outcome.reason,
        dueAt: message.replyWindowClosesAt,
        expiresAt: message.personReplyWindowClosesAt,
        lead: state.tier ? { tier: state.tier } : analysis.score,
      });
    publishRunChanged(tx, run);
    await keepReply(tx, run, cached);
    await noteOutage(tx, { isKnown: briefing.isOutageKnown, isDown: findings.providerDown, steps });
    await tx.em.flush();
    // last, with the commit: all messages of a tenant meet in the month's row
    return { status: run.status, bills: await findings.account.writeWith(tx) };
  });
  bills.keep();
  const { conversationId: conversation, messageId } = message;
  ctx.logger.info({ conversation, message: messageId, run: start.id, status, latencyMs: findings.latencyMs }, 'the run ended');
}

const isOpen = (closesAt: Date | null, now: Date): boolean => closesAt === null || closesAt > now;

function approveByMachine(tx: Tx, run: RunRow, message: InboundMessage, text: string): void {
  run.replyId = newId();
  publish(tx, replyApproved, {
    key: message.conversationId,
    lane: message.lane,
    data: {
      replyId: run.replyId,
      runId: run.id,
      reviewId: null,
      conversationId: message.conversationId,
      contactId: message.contactId,
      revision: message.revision,
      memberId: null,
      approvedAt: tx.clock.now().toISOString(),
    },
    subjectId: message.contactId,
    personal: { text },
  });
}
