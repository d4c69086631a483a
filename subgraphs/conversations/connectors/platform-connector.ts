import type { IncomingHttpHeaders } from 'node:http';
import type { Platform } from '../platform.ts';
import type { ParsedBody } from './inbound-item.ts';

/** An account together with the credential that acts for it. */
export interface ConnectedAccount {
  readonly accountId: string;
  /** The platform's own names, as `parseCredentials` returned them. Never logged. */
  readonly credentials: unknown;
}

export interface OutgoingMessage {
  /** The platform's id of the person. */
  readonly personId: string;
  readonly text: string;
  /** Travels with the post and comes back in the echo where the platform has such a thing. */
  readonly deliveryId: string;
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

export interface Profile {
  /** One line, never empty. */
  readonly displayName: string | null;
}

export type Verification =
  | { readonly kind: 'verified' }
  /** The credential is none, or acts for another account. */
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'unavailable'; readonly error: string };

/** What Parley needs of a platform; every adapter passes `connector-contract.ts`. No method throws for what a platform answers. */
export interface PlatformConnector {
  readonly platform: Platform;
  readonly capabilities: readonly ('DIRECT_MESSAGES' | 'ATTACHMENTS' | 'READ_BACK')[];
  /** In Unicode code points. */
  readonly maxTextLength: number;
  /** After the person's latest message; null where a reply is always accepted. */
  readonly replyWindowMs: number | null;
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
  /** Asks the platform whether the credential controls the account. */
  verifyCredentials(account: ConnectedAccount, signal: AbortSignal): Promise<Verification>;
  /** Has the platform send the account's messages to our webhook. Safe to repeat. */
  subscribe(account: ConnectedAccount, signal: AbortSignal): Promise<Verification>;
  send(account: ConnectedAccount, message: OutgoingMessage, signal: AbortSignal): Promise<SendOutcome>;
  /** The account's latest messages to the person. */
  readBack(account: ConnectedAccount, personId: string, signal: AbortSignal): Promise<ReadBack>;
  /** What the platform tells of the person. Null wherever it does not say, for whatever reason: nothing hangs on a name. */
  profile(account: ConnectedAccount, personId: string, signal: AbortSignal): Promise<Profile>;
}
