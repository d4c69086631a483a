import type { IncomingHttpHeaders } from 'node:http';
import type { Platform } from '../platform.ts';
import type { InboundMessage, ParsedBody } from './inbound-item.ts';

/** An account together with the credential that acts for it. */
export interface ConnectedAccount {
  readonly accountId: string;
  /** The platform's own names, as `parseCredentials` returned them. Never logged. */
  readonly credentials: unknown;
}

/** Where a message goes. */
export interface Recipient {
  /** The platform's id of the person. */
  readonly personId: string;
  /** As the message that is answered said it; null: to the person. */
  readonly replyTo: string | null;
}

/** One post: a part of a reply where the platform takes no longer text. */
export interface OutgoingMessage extends Recipient {
  /** One of `splitText`. */
  readonly text: string;
  /** This post's own id. Travels with it and comes back in the echo where the platform has such a thing. */
  readonly deliveryId: string;
  /** A person wrote or approved it: some platforms let a person answer for longer than a machine. */
  readonly isByPerson: boolean;
  /** Whether `replyWindowMs` is over; only a person's reply is posted then, within `personReplyWindowMs`. */
  readonly isWindowClosed: boolean;
}

/** Why a platform refused a post for good. */
export type RefusalReason = 'CREDENTIALS' | 'WINDOW_CLOSED' | 'PERSON_UNAVAILABLE' | 'ACCOUNT_RESTRICTED' | 'REJECTED';

/**
 * What a post came to. `refused`, `later` and `not-applied` are sure: the message is not at the platform. `unknown` is what a timeout,
 * a reset and an answer that is none leave behind: it may be there.
 */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly platformMessageId: string }
  | { readonly kind: 'refused'; readonly reason: RefusalReason /** Ours, with the platform's code. */; readonly error: string }
  | {
      readonly kind: 'later';
      readonly cause: 'RATE' | 'TEMPORARY';
      readonly retryAfterMs: number | undefined;
      readonly error: string;
    }
  | { readonly kind: 'not-applied'; readonly error: string }
  | { readonly kind: 'unknown'; readonly error: string };

/** A message of the account in the person's thread, as the platform has it. */
export interface SentMessage {
  readonly platformMessageId: string;
  readonly text: string;
  readonly createdAt: Date;
}

/** Null `messages`: the platform did not say. */
export type ReadBack = { readonly messages: readonly SentMessage[] } | { readonly messages: null; readonly error: string };

/** What people wrote to the account since a moment. Null `messages`: the platform did not say. */
export type InboundReadBack =
  | {
      readonly messages: readonly InboundMessage[] /** There is more: what the next call is given to go on. */;
      readonly rest?: string;
    }
  | { readonly messages: null; readonly error: string };

export interface Profile {
  /** One line, never empty. */
  readonly displayName: string | null;
}

export type Verification =
  | { readonly kind: 'verified' }
  /** The credential is none, or acts for another account. */
  | { readonly kind: 'refused'; readonly error: string }
  | {
      readonly kind: 'unavailable';
      readonly error: string;
      /** It is there and limits the rate of our questions: for so long, at least a moment, there is nothing to be learned. */
      readonly limitedForMs?: number;
    };

/** A credential in the place of one that ends. The old one may be dead from here on: what came is stored before anything else. */
export type Renewal =
  | { readonly kind: 'renewed'; readonly credentials: object }
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'unavailable'; readonly error: string };

export type Capability = 'DIRECT_MESSAGES' | 'COMMENTS' | 'MENTIONS' | 'ATTACHMENTS' | 'READ_BACK' | 'TYPING_INDICATOR';

/** The answer to a platform that asks, by GET, whether the webhook is ours. */
export interface ChallengeAnswer {
  readonly contentType: 'text/plain' | 'application/json';
  readonly body: string;
}

/**
 * What Parley needs of a platform; every adapter passes `platform-connector.contract.ts`. No method throws for what a platform answers,
 * and none tries again: the caller knows what a second call would do.
 */
export interface PlatformConnector {
  readonly platform: Platform;
  readonly capabilities: readonly Capability[];
  /** After the person's latest message; null where a reply is always accepted. */
  readonly replyWindowMs: number | null;
  /** The same for a reply that a person wrote or approved; at least `replyWindowMs`. */
  readonly personReplyWindowMs: number | null;
  /** Whether the platform lets an application answer there at all. Absent: everywhere. */
  mayAnswer?(replyTo: string | null): boolean;
  /** What the platform's terms let be kept, and for how long; null: as long as the tenant likes. */
  readonly retention: { readonly messagesMs: number; readonly profilesMs: number } | null;

  /** Null: the question is not the platform's. */
  challenge(query: URLSearchParams): ChallengeAnswer | null;
  /** Whether these bytes come from the platform. */
  verifySignature(headers: IncomingHttpHeaders, body: Buffer): 'right' | 'missing' | 'wrong';
  /**
   * Whether a body plainly holds one echo or receipt and nothing else: what became of a message of ours, for which nobody waits. Told from
   * the bytes, before the answer; false where a closer look would be needed.
   */
  isReport(body: Buffer): boolean;
  /** Never throws: what cannot be read is a fault of the body or of one item. */
  parse(body: Buffer): ParsedBody;

  /** Null when the shape is not the platform's. */
  parseCredentials(credentials: unknown): object | null;
  /** An example of the shape, for whoever gave another one. */
  readonly credentialsExample: string;
  /** Asks the platform whether the credential controls the account. */
  verifyCredentials(account: ConnectedAccount, signal: AbortSignal): Promise<Verification>;
  /** Has the platform send the account's messages to our webhook. Safe to repeat. */
  subscribe(account: ConnectedAccount, signal: AbortSignal): Promise<Verification>;
  /** Where each call is one of a quota: how far apart looks at one account are at least. Trouble is to be told of within five minutes. */
  readonly minCheckMs?: number;
  /** Whether the platform still sends them, and still takes the credential. Changes nothing. */
  checkHealth(account: ConnectedAccount, signal: AbortSignal): Promise<Verification>;
  /** When the credential is to be renewed at the latest; null where it does not end or cannot be renewed. */
  renewAt(account: ConnectedAccount): Date | null;
  renew(account: ConnectedAccount, signal: AbortSignal): Promise<Renewal>;

  /** Parts that the platform takes, in their order, cut between words where it can be and never inside a character that people see. */
  splitText(text: string, replyTo: string | null): readonly string[];
  send(account: ConnectedAccount, message: OutgoingMessage, signal: AbortSignal): Promise<SendOutcome>;
  /** Shows the person that an answer is being written. Nothing hangs on it. Absent without the capability. */
  showTyping?(account: ConnectedAccount, recipient: Recipient, signal: AbortSignal): Promise<void>;
  /** The account's latest messages to the person. */
  readBack(account: ConnectedAccount, recipient: Recipient, signal: AbortSignal): Promise<ReadBack>;
  /**
   * What came in since: for messages whose webhook never came. Oldest first; may hold what is known already. What takes too many calls or
   * too long is read in pieces: `rest` is that of the piece before, with the same `since`.
   */
  readInbound(account: ConnectedAccount, since: Date, signal: AbortSignal, rest?: string | null): Promise<InboundReadBack>;
  /** What the platform tells of the person. Null wherever it does not say, for whatever reason: nothing hangs on a name. */
  profile(account: ConnectedAccount, personId: string, signal: AbortSignal): Promise<Profile>;
}
