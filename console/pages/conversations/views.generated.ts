// Written by codegen.ts. Change views.graphql and run "npm run codegen".

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@apollo/client';
/** All that are given must match; of a list, any one. */
export type ConversationFilter = {
  /** Conversations in one of these states. */
  status?: Array<ConversationStatus> | null | undefined;
  /** Conversations on one of these platforms. */
  platform?: Array<Platform> | null | undefined;
  /** Conversations that this member is to see to. */
  assigneeId?: string | null | undefined;
  /** True: those that nobody is to see to. False: those that somebody is. */
  unassigned?: boolean | null | undefined;
  /** Conversations with this label. */
  label?: string | null | undefined;
  /** Conversations with a person whose lead shows one of these tiers; without a score yet it counts as COLD. Needs the scope leads:read. */
  tier?: Array<LeadTier> | null | undefined;
};

/** Whose turn it is. */
export type ConversationStatus =
  /** The latest message waits for an answer. */
  | 'OPEN'
  /** A drafted answer waits for a reviewer. */
  | 'WAITING_FOR_REVIEW'
  /** The person was answered. */
  | 'WAITING_FOR_CUSTOMER'
  /** A member put it off until `snoozedUntil`; it opens by itself then, and with the next inbound message. */
  | 'SNOOZED'
  /** A member closed it; the next inbound message opens it again. */
  | 'CLOSED';

/** A view as it is to be from now on. */
export type ConversationViewInput = {
  /** The view that is replaced; a new one unless said. */
  id?: string | null | undefined;
  /** Of 1 to 60 characters, and no other that the member sees is called so. */
  name: string;
  /** What it asks for. */
  filter: ConversationFilter;
  /** Whether the whole team has it: saving, changing and removing such a one needs conversations:write. */
  isShared?: boolean;
};

/** How near a lead is to buying, cut from its points by the tenant's `leadSettings`. */
export type LeadTier =
  /** `hotFromPoints` or more: 70 unless the tenant says otherwise. */
  | 'HOT'
  /** `warmFromPoints` or more: 40 unless the tenant says otherwise. */
  | 'WARM'
  /** Fewer. */
  | 'COLD';

/** A social platform that Parley answers on. */
export type Platform =
  /** Messenger, through a Facebook page. */
  | 'FACEBOOK'
  /** Direct messages to an Instagram professional account. */
  | 'INSTAGRAM'
  /** Direct messages to an X account, and posts that mention it. */
  | 'X'
  /** Comments on a LinkedIn organisation's posts, and posts that mention it. */
  | 'LINKEDIN';

export type ConversationViewsQueryVariables = Exact<{ [key: string]: never; }>;


export type ConversationViewsQuery = { conversationViews: Array<{ __typename: 'ConversationView', id: string, name: string, isShared: boolean, count: number | null, owner: { __typename: 'Member', id: string } | null, filter: { __typename: 'ConversationViewFilter', status: Array<ConversationStatus> | null, platform: Array<Platform> | null, assigneeId: string | null, unassigned: boolean | null, label: string | null, tier: Array<LeadTier> | null } }> };

export type SaveConversationViewMutationVariables = Exact<{
  input: ConversationViewInput;
}>;


export type SaveConversationViewMutation = { saveConversationView: { __typename: 'ConversationView', id: string } };

export type RemoveConversationViewMutationVariables = Exact<{
  id: string;
}>;


export type RemoveConversationViewMutation = { removeConversationView: boolean };


export const ConversationViewsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConversationViews"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conversationViews"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isShared"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"filter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"platform"}},{"kind":"Field","name":{"kind":"Name","value":"assigneeId"}},{"kind":"Field","name":{"kind":"Name","value":"unassigned"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}}]}}]}}]}}]} as unknown as DocumentNode<ConversationViewsQuery, ConversationViewsQueryVariables>;
export const SaveConversationViewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SaveConversationView"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConversationViewInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"saveConversationView"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<SaveConversationViewMutation, SaveConversationViewMutationVariables>;
export const RemoveConversationViewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveConversationView"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeConversationView"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}]}}]} as unknown as DocumentNode<RemoveConversationViewMutation, RemoveConversationViewMutationVariables>;