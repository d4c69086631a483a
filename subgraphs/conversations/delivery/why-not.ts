import { personWindowClosesAt, type ReplyWindows } from '../conversation/reply-windows.ts';
import { MAX_PARTS, type Refusal, type Thread } from './delivery-job.ts';

/** Why a message is not posted, or no further; null: it is. */
export function whyNot(
  {
    revision,
    isByPerson,
    texts,
  }: { readonly revision: number | null; readonly isByPerson: boolean; readonly texts: readonly string[] },
  thread: Thread,
  windows: ReplyWindows,
  now: Date,
): Refusal | null {
  // half a reply is worse than one that is out of date
  const isUnderWay = thread.delivery !== null && thread.delivery.part > 0;
  if (revision !== null && revision !== thread.revision && !isUnderWay) {
    return { code: 'OUTDATED', error: 'The person wrote again after the message that this answers.' };
  }
  const closesAt = isByPerson ? personWindowClosesAt(windows, thread.lastInboundAt) : thread.replyWindowClosesAt;
  if (closesAt !== null && closesAt <= now) {
    return { code: 'WINDOW_CLOSED', error: 'The platform accepts no reply any more: the reply window is closed.' };
  }
  if (thread.channelStatus === 'DISCONNECTED' || thread.sealedCredentials === null) {
    return { code: 'CHANNEL_DISCONNECTED', error: 'The channel is disconnected.' };
  }
  if (texts.length === 0) return { code: 'REJECTED_BY_PLATFORM', error: 'The text holds nothing that the platform takes.' };
  if (texts.length > MAX_PARTS) {
    return {
      code: 'REJECTED_BY_PLATFORM',
      error: `The text is too long: the platform would need ${texts.length} posts for it, and ${MAX_PARTS} are the most that are made of one reply.`,
    };
  }
  return null;
}
