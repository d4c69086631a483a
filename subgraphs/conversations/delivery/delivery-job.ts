import type { ChannelStatus } from '../channel/channel.entity.ts';
import type { Platform } from '../platform.ts';
import type { DeliveryStatus } from './delivery-states.ts';

/** What a consumer is asked to have posted: a reply of the agents, not stored yet, or a member's message, stored as PENDING. */
export type DeliveryJob =
  | { readonly kind: 'reply'; readonly conversationId: string; readonly reply: ApprovedReply }
  | { readonly kind: 'queued'; readonly conversationId: string; readonly deliveryId: string };

export interface ApprovedReply {
  readonly replyId: string;
  readonly runId: string;
  readonly reviewId: string | null;
  readonly memberId: string | null;
  /** The revision that it answers. */
  readonly revision: number;
  readonly text: string;
}

/** More posts than this for one text would be a flood. */
export const MAX_PARTS = 5;

/** Why something is not posted; the words of `reply-refused`. */
export type RefusalCode =
  | 'OUTDATED'
  | 'WINDOW_CLOSED'
  | 'PERSON_UNAVAILABLE'
  | 'CHANNEL_DISCONNECTED'
  | 'REJECTED_BY_PLATFORM'
  | 'UNCERTAIN';

export interface Refusal {
  readonly code: RefusalCode;
  /** Ours, without anything of a person. */
  readonly error: string;
}

/** A conversation as a delivery finds it, locked, with the delivery itself where there is one. */
export interface Thread {
  readonly conversationId: string;
  readonly contactId: string;
  readonly channelId: string;
  readonly platform: Platform;
  readonly revision: number;
  readonly lastInboundAt: Date;
  readonly replyWindowClosesAt: Date | null;
  /** Where an answer to the latest inbound message goes; null: to the person. */
  readonly sealedReplyTo: Buffer | null;
  readonly channelStatus: ChannelStatus;
  readonly accountId: string;
  readonly sealedCredentials: Buffer | null;
  readonly sealedPersonId: Buffer;
  /** The contact has no name, and the platform was not asked for it lately. */
  readonly isNameWanted: boolean;
  readonly delivery: ExistingDelivery | null;
}

export interface ExistingDelivery {
  readonly id: string;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly sealedText: Buffer;
  readonly firstStartedAt: Date | null;
  readonly sendingStartedAt: Date | null;
  /** Where its first post went; null also before that. */
  readonly sealedReplyTo: Buffer | null;
  readonly parts: number;
  /** The one under way; those before it are at the platform. */
  readonly part: number;
  /** That of the part under way. */
  readonly postId: string;
  /** The platform's id of the part under way, where an echo has told it already. */
  readonly provedAs: string | null;
}

/** One post, begun: what it needs, and since when. */
export interface Post {
  readonly deliveryId: string;
  /** What goes out with it: the delivery's id with the first part, one of its own with each later one. */
  readonly postId: string;
  readonly thread: Thread;
  /** The texts of all parts. */
  readonly texts: readonly string[];
  readonly part: number;
  readonly replyTo: string | null;
  readonly isByPerson: boolean;
  readonly attempts: number;
  /** Of the first post of this part that may have been applied. */
  readonly firstStartedAt: Date;
  readonly startedAt: Date;
  /** An echo has proved it already, under this id. */
  readonly provedAs: string | null;
}
