import type { GraphError } from './graph-error.ts';
import type { Thread } from './meta-world.ts';
import type { FieldValues } from './parse-fields.ts';

export type PersonEvent =
  | 'message'
  | 'echo'
  | 'edit'
  | 'reaction'
  | 'postback'
  | 'referral'
  | 'optin'
  | 'read'
  | 'delivery'
  | 'control';

/** Where Meta's two Graph APIs differ. */
export interface Surface {
  /** The path prefix. */
  readonly name: 'facebook' | 'instagram';
  /** What webhooks call it, and what conversations are asked by. */
  readonly object: 'page' | 'instagram';
  readonly platform: 'messenger' | 'instagram';
  /** How control addresses name the account and the person. */
  readonly keys: { readonly account: string; readonly person: string };
  readonly tokenPrefix: string;
  /** What a message id begins with. */
  readonly midPrefix: string;
  readonly isTypeRequired: boolean;
  readonly hasMetadata: boolean;
  /** Says what is too long about a text; undefined where nothing is. */
  tooLong(text: string): string | undefined;
  readonly windowSubcode: number;
  /** Of a post into a thread that another application holds. */
  readonly heldSubcode: number;
  /** The subscription field by which an event is sent. */
  readonly fieldOf: Readonly<Record<PersonEvent, string | undefined>>;
  readonly knownFields: ReadonlySet<string>;
  /** How many messages of a conversation are shown at all. */
  readonly shownMessages: number;
  /** The account as a node. */
  account(accountId: string, name: string): { type: string; fields: FieldValues };
  /** A side of a conversation. */
  party(id: string, name: string | undefined): Record<string, string>;
  /** A person as a node. */
  profile(personId: string, name: string): { type: string; fields: FieldValues };
  /** What a question for the profile of somebody of whom nothing is told is answered; undefined: as of any object that is not there. */
  noProfile(personId: string, asked: readonly string[]): GraphError | undefined;
  /** What the person's reading of the account's messages looks like in a webhook; undefined where there is nothing to read. */
  readReceipt(thread: Thread): Record<string, unknown> | undefined;
}
