import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { InboxDue } from '../due/inbox-due.ts';
import { type Conversation, ConversationStatus } from './conversation.entity.ts';
import { lockConversation, publishChange } from './lock-conversation.ts';

const LONGEST_SNOOZE_MS = 366 * 24 * 3_600_000;
const { SNOOZED, WAITING_FOR_REVIEW } = ConversationStatus;

/**
 * Sets what a member may decide; WAITING_FOR_REVIEW follows from a review alone. The status that it has already changes nothing, unless
 * it is put off until another time.
 */
export async function setConversationStatus(
  tx: Tx,
  id: string,
  status: ConversationStatus,
  snoozeUntil: Date | null,
  inbox: InboxDue,
): Promise<Conversation> {
  if (status === WAITING_FOR_REVIEW) {
    throw badUserInput('status', 'WAITING_FOR_REVIEW follows from a review; set OPEN, WAITING_FOR_CUSTOMER, SNOOZED or CLOSED.');
  }
  refuseTime(status, snoozeUntil, tx.clock.now());
  const conversation = await lockConversation(tx, id);
  const { status: before, snoozedUntil } = conversation;
  if (before === status && (status !== SNOOZED || snoozedUntil?.getTime() === snoozeUntil?.getTime())) return conversation;
  if (status === SNOOZED && before !== SNOOZED) conversation.snoozedFrom = before;
  conversation.snoozedUntil = snoozeUntil;
  conversation.status = status;
  await tx.em.flush();
  if (snoozeUntil) await inbox.add(tx.tenant, snoozeUntil);
  publishChange(tx, id, 'STATUS');
  return conversation;
}

function refuseTime(status: ConversationStatus, until: Date | null, now: Date): void {
  if (status !== SNOOZED) {
    if (until) throw badUserInput('snoozeUntil', 'Only SNOOZED has a snoozeUntil: leave it out, or set SNOOZED.');
    return;
  }
  if (!until) throw badUserInput('snoozeUntil', 'SNOOZED needs snoozeUntil: the time at which the conversation opens again.');
  if (until <= now) throw badUserInput('snoozeUntil', 'snoozeUntil has to be in the future.');
  if (until.getTime() - now.getTime() > LONGEST_SNOOZE_MS)
    throw badUserInput('snoozeUntil', 'snoozeUntil is at most a year away.');
}
