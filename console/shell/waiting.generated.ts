// Written by codegen.ts. Change waiting.graphql and run "npm run codegen".

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@apollo/client';
/** What became of a review. */
export type ReviewChange =
  | 'ADDED'
  | 'CLAIMED'
  /** Its holder gave it back, or the claim ran out. */
  | 'RELEASED'
  /** Its holder has another draft. */
  | 'REDRAFTED'
  /** Whoever decided took the decision back: it is CLAIMED again. */
  | 'UNDONE'
  /** A reviewer approved it (status SENDING), and once more when the platform accepted it (status APPROVED). */
  | 'APPROVED'
  /** The platform would not take the approved reply: it is PENDING again, with `Review.refusal`. */
  | 'REFUSED'
  | 'REJECTED'
  | 'SUPERSEDED'
  | 'EXPIRED';

export type WaitingCountQueryVariables = Exact<{ [key: string]: never; }>;


export type WaitingCountQuery = { reviews: { __typename: 'ReviewConnection', totalCount: number | null } };

export type WaitingChangedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type WaitingChangedSubscription = { reviewChanged: { __typename: 'ReviewEvent', cursor: string, change: ReviewChange } };


export const WaitingCountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WaitingCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reviews"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}},{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"PENDING"},{"kind":"EnumValue","value":"CLAIMED"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<WaitingCountQuery, WaitingCountQueryVariables>;
export const WaitingChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"WaitingChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reviewChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"change"}}]}}]}}]} as unknown as DocumentNode<WaitingChangedSubscription, WaitingChangedSubscriptionVariables>;