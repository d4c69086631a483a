import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { messageScored } from '#schema/events/message-scored.v1.ts';
import type { EntityKind } from '../agents/entity.ts';
import type { Analysis, InboundMessage } from './analysis.ts';

/** Once a run: the caller does it in the transaction that first stores the run. */
export function publishScore(tx: Tx, runId: string, message: InboundMessage, analysis: Analysis): void {
  const { points, signals } = analysis.score;
  publish(tx, messageScored, {
    key: message.conversationId,
    lane: message.lane,
    data: {
      runId,
      messageId: message.messageId,
      conversationId: message.conversationId,
      contactId: message.contactId,
      platform: message.platform,
      // a message without text asks for nothing in particular
      intent: analysis.intent?.intent ?? 'GENERAL',
      points,
      signals: signals.map((signal) => ({ name: signal.name, points: signal.points })),
      scoredAt: tx.clock.now().toISOString(),
    },
    subjectId: message.contactId,
    personal: {
      evidence: signals.map((signal) => signal.evidence),
      displayName: message.displayName ?? stated(analysis, 'name'),
      email: stated(analysis, 'email'),
      phone: stated(analysis, 'phone'),
      company: stated(analysis, 'company'),
    },
  });
}

/** The surest find of its kind. */
function stated({ entities }: Analysis, kind: EntityKind): string | null {
  const [best] = entities.filter((entity) => entity.kind === kind).sort((a, b) => b.confidence - a.confidence);
  return best?.normalized ?? null;
}
