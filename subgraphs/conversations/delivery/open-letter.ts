import type { Tx } from '#kernel/messaging/transaction.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import { replyToAt } from '../conversation/conversation.entity.ts';
import { textAt } from '../message/message.entity.ts';
import { sentToAt } from './delivery.entity.ts';
import type { DeliveryJob, Thread } from './delivery-job.ts';

/** What is to be said, in the platform's parts, and where. */
export interface Letter {
  readonly texts: readonly string[];
  readonly replyTo: string | null;
}

/** Null when the person was erased: nothing is sent to them, and nothing said of them. */
export async function openLetter(tx: Tx, job: DeliveryJob, thread: Thread, connector: PlatformConnector): Promise<Letter | null> {
  const { delivery } = thread;
  const hasBegun = delivery !== null && delivery.attempts > 0;
  // a later message may be answered elsewhere; what was begun goes on where it was begun
  const [at, sealed] = hasBegun
    ? [sentToAt(delivery.id), delivery.sealedReplyTo]
    : [replyToAt(thread.conversationId), thread.sealedReplyTo];
  const replyTo = sealed && (await tx.vault.open(at, sealed));
  if (sealed && replyTo === null) return null;
  const text =
    job.kind === 'reply' ? job.reply.text : delivery && (await tx.vault.open(textAt(delivery.id), delivery.sealedText));
  return text === null ? null : { texts: connector.splitText(text, replyTo), replyTo };
}
