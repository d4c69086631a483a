import type { Tx } from '#kernel/messaging/transaction.ts';
import type { InboundCorrection, InboundMessage } from '../connectors/inbound-item.ts';
import { type EarlyCorrection, openEarlyCorrection } from './early-corrections.ts';
import type { Place } from './find-threads.ts';
import { messageKey } from './message-key.ts';
import type { RoutedItem } from './store-inbound.ts';

export type PlacedMessage = RoutedItem & Place & { readonly item: InboundMessage };

/** A message with the text that it has by now, and the platform's time of the edit. */
export interface CurrentMessage {
  readonly message: PlacedMessage;
  readonly correctedAt: Date | null;
}

/**
 * What was done to new messages before they were stored, in this batch or in an earlier one: an edited one comes with its latest text,
 * one that was taken back does not come at all. `edited` are those whose corrections are used up.
 */
export async function correctedBefore(
  tx: Tx,
  messages: readonly PlacedMessage[],
  corrections: readonly { readonly channelId: string; readonly item: InboundCorrection }[],
  early: readonly EarlyCorrection[],
): Promise<{ messages: CurrentMessage[]; edited: ReadonlySet<string> }> {
  const latest = new Map<string, Pick<InboundCorrection, 'text' | 'at'>>();
  const note = (key: string, correction: Pick<InboundCorrection, 'text' | 'at'>): void => {
    const other = latest.get(key);
    const isLater = correction.text === null || (other?.text !== null && (!other || correction.at > other.at));
    if (isLater) latest.set(key, correction);
  };
  for (const one of early) {
    note(messageKey({ channelId: one.channelId, item: one }), await openEarlyCorrection(tx, one));
  }
  for (const one of corrections) note(messageKey(one), one.item);

  const edited = new Set<string>();
  const current = messages.flatMap((message): CurrentMessage[] => {
    const correction = latest.get(messageKey(message));
    if (!correction) return [{ message, correctedAt: null }];
    // what was kept of it stays a while, or the message would come in by a later delivery
    if (correction.text === null) return [];
    edited.add(messageKey(message));
    return [{ message: { ...message, item: { ...message.item, text: correction.text } }, correctedAt: correction.at }];
  });
  return { messages: current, edited };
}
