/** What a webhook says, in no platform's words. `accountId` routes it to a tenant; `personId` is the platform's id of the person. */
export type InboundItem = InboundMessage | InboundEcho | InboundReceipt | InboundCorrection | InboundRevocation;

export interface InboundMessage {
  readonly kind: 'message';
  readonly accountId: string;
  readonly personId: string;
  /** The same message has the same id, however often it is delivered. */
  readonly platformMessageId: string;
  /**
   * The platform's id of the public thread that it stands in, null for direct messages. Each thread of a person is a conversation of its
   * own: what is said in private is never answered in public.
   */
  readonly thread: string | null;
  /** Where its answer goes, in the adapter's own words; null: to the person. Kept sealed. */
  readonly replyTo: string | null;
  readonly text: string;
  readonly attachments: readonly InboundAttachment[];
  readonly sentAt: Date;
  /** Where the webhook itself says it and the platform lets it be kept. */
  readonly displayName: string | null;
}

export interface InboundAttachment {
  readonly kind: string;
  readonly url: string | null;
}

/** A message of the account itself, ours or another tool's. */
export interface InboundEcho {
  readonly kind: 'echo';
  readonly accountId: string;
  readonly personId: string;
  readonly platformMessageId: string;
  /** The delivery's id, where the post carried one. */
  readonly deliveryId: string | null;
}

export interface InboundReceipt {
  readonly kind: 'receipt';
  readonly accountId: string;
  readonly personId: string;
  readonly state: 'DELIVERED' | 'READ';
  /** Null: all messages up to `until`. */
  readonly platformMessageIds: readonly string[] | null;
  readonly until: Date;
}

/** The person changed or took back a message. It may arrive before the message itself. */
export interface InboundCorrection {
  readonly kind: 'correction';
  readonly accountId: string;
  readonly personId: string;
  readonly platformMessageId: string;
  /** Null: taken back, nothing of it is to be kept. */
  readonly text: string | null;
  readonly at: Date;
}

/** The platform says that the account took its consent back: nothing can be sent or received any more. */
export interface InboundRevocation {
  readonly kind: 'revocation';
  readonly accountId: string;
  /** Ours, shown to the team. */
  readonly error: string;
  readonly at: Date;
}

/** A part of a body that is not what the platform sends. `payload` is that part alone, in the shape of a whole body. */
export interface InboundFault {
  readonly accountId: string | null;
  /** Ours, without anything of a person. */
  readonly error: string;
  readonly payload: Buffer;
}

/** One account's part of a body; `payload` is what is kept when nobody has that account. */
export interface AccountPart {
  readonly accountId: string;
  readonly items: readonly InboundItem[];
  readonly payload: () => Buffer;
}

export interface ParsedBody {
  readonly parts: readonly AccountPart[];
  readonly faults: readonly InboundFault[];
}
