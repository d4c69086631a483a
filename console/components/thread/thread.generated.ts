// Written by codegen.ts. Change thread.graphql and run "npm run codegen".

/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@apollo/client';
/** What became of an outbound message. */
export type DeliveryStatus =
  /** It waits to be posted, for the first time or again. */
  | 'PENDING'
  /** It was posted, or is being posted, and the platform has not yet said that it took it. */
  | 'SENDING'
  /** The platform took it. */
  | 'SENT'
  /** It reached the person's device. */
  | 'DELIVERED'
  /** The person read it. */
  | 'READ'
  /** The platform refused it, or it was out of date; it was not sent and will not be. */
  | 'FAILED'
  /** Nobody knows whether the platform took it, so it is not posted again. The team was alerted. */
  | 'UNCERTAIN';

/** Who wrote a message. */
export type MessageAuthorKind =
  /** The person. */
  | 'CONTACT'
  /** The agents drafted it; `author` is the member who approved it, null where nobody had to. */
  | 'AI'
  /** A member of the team, by hand. */
  | 'MEMBER';

/** Which way a message went. */
export type MessageDirection =
  /** From the person to us. */
  | 'INBOUND'
  /** From us to the person. */
  | 'OUTBOUND';

export type ThreadMessageFragment = { __typename: 'Message', id: string, direction: MessageDirection, authorKind: MessageAuthorKind, text: string, sentAt: string, retractedAt: string | null, expiredAt: string | null, attachments: Array<{ __typename: 'Attachment', kind: string, url: string | null }>, author: { __typename: 'Member', id: string, displayName: string } | null, delivery: { __typename: 'Delivery', status: DeliveryStatus, error: string | null } | null } & { ' $fragmentName'?: 'ThreadMessageFragment' };

export type ThreadNotesFragment = { __typename: 'Conversation', id: string, notes: Array<{ __typename: 'Note', id: string, text: string, createdAt: string, author: { __typename: 'Member', id: string, displayName: string } | null }> } & { ' $fragmentName'?: 'ThreadNotesFragment' };

export type LastMessageFragment = { __typename: 'Message', id: string, direction: MessageDirection, text: string, retractedAt: string | null, expiredAt: string | null } & { ' $fragmentName'?: 'LastMessageFragment' };

export const ThreadMessageFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ThreadMessage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Message"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"authorKind"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"sentAt"}},{"kind":"Field","name":{"kind":"Name","value":"retractedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"author"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"error"}}]}}]}}]} as unknown as DocumentNode<ThreadMessageFragment, unknown>;
export const ThreadNotesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ThreadNotes"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Conversation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"notes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"author"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]} as unknown as DocumentNode<ThreadNotesFragment, unknown>;
export const LastMessageFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LastMessage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Message"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"retractedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiredAt"}}]}}]} as unknown as DocumentNode<LastMessageFragment, unknown>;