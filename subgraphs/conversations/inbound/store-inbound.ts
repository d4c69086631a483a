import type { Tx } from '#kernel/messaging/transaction.ts';
import type {
  InboundCorrection,
  InboundEcho,
  InboundItem,
  InboundMessage,
  InboundReceipt,
  InboundRevocation,
} from '../connectors/inbound-item.ts';
import { PLATFORM_USER_ID } from '../contact/contact.entity.ts';
import { fillNames } from '../contact/fill-names.ts';
import type { ReplyWindows } from '../conversation/reply-windows.ts';
import { confirmDeliveries } from '../delivery/confirm-deliveries.ts';
import type { Platform } from '../platform.ts';
import { applyCorrections } from './apply-corrections.ts';
import { applyReceipts } from './apply-receipts.ts';
import { applyRevocations } from './apply-revocations.ts';
import { correctedBefore } from './correct-before.ts';
import { keepEarlyCorrections } from './early-corrections.ts';
import { findCorrected } from './find-corrected.ts';
import { findProofs } from './find-proofs.ts';
import { findThreads } from './find-threads.ts';
import { messageKey } from './message-key.ts';
import { storeMessages } from './store-messages.ts';

/** An item whose account is known. */
export interface RoutedItem {
  readonly item: InboundItem;
  readonly channelId: string;
  readonly platform: Platform;
  readonly receivedAt: Date;
}

export type Routed<Item extends InboundItem> = RoutedItem & { readonly item: Item };

/**
 * Stores one tenant's part of a batch: contacts, conversations and messages, each with one statement for all, and publishes
 * `message-received` for each message that is new. A message whose platform id is stored already changes nothing, wherever its twin
 * stands. Echoes and receipts touch deliveries only; corrections change the message that they name, or wait for it.
 * Answers how many messages were new.
 */
export async function storeInbound(
  tx: Tx,
  routed: readonly RoutedItem[],
  windowsOf: (platform: Platform) => ReplyWindows,
): Promise<number> {
  const messages = ofKind<InboundMessage>(routed, 'message').map(identify(tx));
  const echoes = ofKind<InboundEcho>(routed, 'echo');
  const receipts = ofKind<InboundReceipt>(routed, 'receipt');
  const corrections = ofKind<InboundCorrection>(routed, 'correction');
  const revocations = ofKind<InboundRevocation>(routed, 'revocation');

  const proofs = await findProofs(tx, echoes);
  const corrected = await findCorrected(tx, corrections);
  // a contact is locked before any conversation
  await fillNames(tx, messages);
  let stored = 0;
  let waiting = corrections.filter((one) => !corrected.has(messageKey(one)));
  if (messages.length + proofs.length + corrected.size > 0) {
    // all conversations of the batch are locked at once, in one order
    const found = await findThreads(tx, messages, [...proofs.map((proof) => proof.conversationId), ...corrected.values()]);
    const fresh = withoutTwins(messages, found.knownMessageIds);
    const current = await correctedBefore(tx, fresh, waiting, found.early);
    waiting = waiting.filter((one) => !current.edited.has(messageKey(one)));
    await storeMessages(tx, current.messages, found, windowsOf);
    stored = current.messages.length;
    await confirmDeliveries(tx, proofs);
    await applyCorrections(
      tx,
      corrections.filter((one) => corrected.has(messageKey(one))),
      windowsOf,
    );
  }
  if (waiting.length > 0) await keepEarlyCorrections(tx, waiting);
  if (receipts.length > 0) await applyReceipts(tx, receipts.map(identify(tx)));
  await applyRevocations(tx, revocations);
  return stored;
}

const ofKind = <Item extends InboundItem>(routed: readonly RoutedItem[], kind: Item['kind']): Routed<Item>[] =>
  routed.filter((one): one is Routed<Item> => one.item.kind === kind);

const THREAD = 'conversation.thread';

const identify =
  (tx: Tx) =>
  <One extends RoutedItem & { readonly item: { readonly personId: string; readonly thread?: string | null } }>(
    one: One,
  ): One & { readonly personHash: string; readonly threadHash: string | null } => {
    const { personId, thread = null } = one.item;
    return {
      ...one,
      personHash: tx.vault.lookupHash(PLATFORM_USER_ID, personId).toString('hex'),
      threadHash: thread === null ? null : tx.vault.lookupHash(THREAD, thread).toString('hex'),
    };
  };

/** In the order of the platform's time, so that revisions rise with it; equal times keep the order of arrival. */
function withoutTwins<One extends Routed<InboundMessage>>(messages: readonly One[], known: ReadonlySet<string>): One[] {
  const seen = new Set(known);
  const isFirst = (one: One): boolean => !seen.has(messageKey(one)) && Boolean(seen.add(messageKey(one)));
  return messages.filter(isFirst).sort((a, b) => a.item.sentAt.getTime() - b.item.sentAt.getTime());
}
