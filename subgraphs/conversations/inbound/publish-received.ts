import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { messageReceived } from '#schema/events/message-received.v1.ts';
import { personWindowClosesAt, type ReplyWindows } from '../conversation/reply-windows.ts';
import type { Platform } from '../platform.ts';

export interface ReceivedMessage {
  readonly messageId: string;
  readonly conversationId: string;
  readonly contactId: string;
  readonly channelId: string;
  readonly platform: Platform;
  readonly isHot: boolean;
  readonly revision: number;
  readonly attachmentKinds: readonly string[];
  readonly sentAt: Date;
  readonly lastInboundAt: Date;
  readonly replyWindowClosesAt: Date | null;
  readonly text: string;
  readonly displayName: string | null;
}

export function publishReceived(tx: Tx, message: ReceivedMessage, windows: ReplyWindows): void {
  const { conversationId, contactId, text, displayName, replyWindowClosesAt } = message;
  // where there is no window and it is closed, nobody may answer
  const isForNobody = windows.replyWindowMs === null && replyWindowClosesAt !== null;
  const personClosesAt = isForNobody ? replyWindowClosesAt : personWindowClosesAt(windows, message.lastInboundAt);
  publish(tx, messageReceived, {
    key: conversationId,
    lane: message.isHot ? 'fast' : 'standard',
    subjectId: contactId,
    data: {
      messageId: message.messageId,
      conversationId,
      contactId,
      channelId: message.channelId,
      platform: message.platform,
      revision: message.revision,
      attachmentKinds: [...message.attachmentKinds],
      sentAt: message.sentAt.toISOString(),
      replyWindowClosesAt: replyWindowClosesAt?.toISOString() ?? null,
      personReplyWindowClosesAt: personClosesAt?.toISOString() ?? null,
    },
    personal: { text, displayName },
  });
}
