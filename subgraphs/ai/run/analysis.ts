import type { PlatformName } from '#schema/events/platform.ts';
import type { Entity } from '../agents/entity.ts';
import type { LeadScoring } from '../agents/score-lead.ts';
import type { IntentAnswer } from '../connectors/model-provider.ts';

/** What the agents found in one message. It holds the customer's words, so it is kept sealed (`Run.analysis`). */
export interface Analysis {
  /** Null for a message without text, and where no model answered. */
  readonly intent: IntentAnswer | null;
  readonly language: string | null;
  readonly entities: readonly Entity[];
  readonly score: LeadScoring;
}

/** What `conversations` says of an inbound message. */
export interface InboundMessage {
  readonly messageId: string;
  readonly conversationId: string;
  readonly contactId: string;
  readonly platform: PlatformName;
  readonly lane: 'fast' | 'standard';
  readonly revision: number;
  readonly sentAt: Date;
  /** Null where the platform never stops accepting a reply. */
  readonly replyWindowClosesAt: Date | null;
  /** The same for a reply that a member wrote or approved. */
  readonly personReplyWindowClosesAt: Date | null;
  readonly text: string;
  readonly displayName: string | null;
}
