// Written by codegen.ts. Change decision-replay.graphql and run "npm run codegen".

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@apollo/client';
/** What would be other than it is: at least one of the first five. Nothing of it is published. */
export type DecisionReplayInput = {
  /** See AiSettings. */
  persona?: string | null | undefined;
  /** From 0 to 1, in place of a target error. */
  threshold?: number | null | undefined;
  /** Above 0 and below 0.5, in place of a threshold. */
  targetError?: number | null | undefined;
  /** In place of the whole list. */
  thresholds?: Array<IntentThresholdInput> | null | undefined;
  /** Up to 100 documents. */
  knowledge?: Array<KnowledgeChangeInput> | null | undefined;
  /** How many decisions: 1,000 at most, 5,000 where no draft is made again. */
  last?: number;
  /** What `passes` asks for. */
  maxErrorRate?: number | null | undefined;
  /** What its calls may cost in US dollars; where they may cost more it does not begin. */
  maxCostUsd?: number;
};

/** What the sender of a message wants. */
export type Intent =
  | 'SALES'
  | 'SUPPORT'
  | 'COMPLAINT'
  | 'PRAISE'
  | 'GENERAL'
  | 'SPAM';

/** See IntentThreshold. */
export type IntentThresholdInput = {
  /** Each intent may stand once. */
  intent: Intent;
  /** From 0 to 1. */
  threshold: number;
};

/** Without `documentId` a document is added; with it the document is changed, or removed. */
export type KnowledgeChangeInput = {
  /** The document that it is about. */
  documentId?: string | null | undefined;
  /** Stays as it is where absent. */
  title?: string | null | undefined;
  /** Stays as it is where absent. */
  text?: string | null | undefined;
  /** The document goes. */
  remove?: boolean | null | undefined;
};

/** Where a replay stands. */
export type ReplayStatus =
  /** Drafts are made again; a restart goes on where it stopped. */
  | 'RUNNING'
  /** Its numbers stand. */
  | 'DONE'
  /** `failure` says why; what was spent is spent. */
  | 'FAILED';

/** Whether the reviewer would have sent the text, as far as the decision tells. */
export type ReplayVerdict =
  /** It is what the reviewer sent, or says the same. */
  | 'RIGHT'
  /** It is what the reviewer changed or rejected, or contradicts what was sent. */
  | 'WRONG'
  /** It says something else, and the decision says nothing of that. Never counted as right. */
  | 'UNKNOWN';

export type DecisionReplayCardFragment = { __typename: 'DecisionReplay', id: string, status: ReplayStatus, failure: string | null, decisions: number, done: number, estimateUsd: number, costUsd: number, errorRateUpper95: number | null, passes: boolean | null, flipCount: number, startedAt: string, inForce: { __typename: 'ReplayOutcome', sent: number, right: number, wrong: number, unknown: number } | null, proposed: { __typename: 'ReplayOutcome', sent: number, right: number, wrong: number, unknown: number } | null, madeThen: { __typename: 'ReplayMaking', costUsd: number | null, latencyP50Ms: number | null, latencyP95Ms: number | null } | null, madeNow: { __typename: 'ReplayMaking', costUsd: number | null, latencyP50Ms: number | null, latencyP95Ms: number | null } | null, flips: Array<{ __typename: 'ReplayFlip', intent: Intent | null, sentThen: boolean, sentNow: boolean, verdictNow: ReplayVerdict | null, confidenceThen: number | null, confidenceNow: number | null, run?: { __typename: 'Run', id: string } | null }> } & { ' $fragmentName'?: 'DecisionReplayCardFragment' };

export type DecisionReplayQueryVariables = Exact<{
  id: string;
  readRuns: boolean;
}>;


export type DecisionReplayQuery = { decisionReplay: (
    { __typename: 'DecisionReplay', id: string, status: ReplayStatus }
    & { ' $fragmentRefs'?: { 'DecisionReplayCardFragment': DecisionReplayCardFragment } }
  ) | null };

export type StartDecisionReplayMutationVariables = Exact<{
  input: DecisionReplayInput;
}>;


export type StartDecisionReplayMutation = { startDecisionReplay: { __typename: 'DecisionReplay', id: string } };

export type StopDecisionReplayMutationVariables = Exact<{
  id: string;
}>;


export type StopDecisionReplayMutation = { stopDecisionReplay: { __typename: 'DecisionReplay', id: string, status: ReplayStatus } };

export const DecisionReplayCardFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DecisionReplayCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DecisionReplay"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"decisions"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"estimateUsd"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}},{"kind":"Field","name":{"kind":"Name","value":"errorRateUpper95"}},{"kind":"Field","name":{"kind":"Name","value":"passes"}},{"kind":"Field","name":{"kind":"Name","value":"flipCount"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"inForce"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sent"}},{"kind":"Field","name":{"kind":"Name","value":"right"}},{"kind":"Field","name":{"kind":"Name","value":"wrong"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}}]}},{"kind":"Field","name":{"kind":"Name","value":"proposed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sent"}},{"kind":"Field","name":{"kind":"Name","value":"right"}},{"kind":"Field","name":{"kind":"Name","value":"wrong"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}}]}},{"kind":"Field","name":{"kind":"Name","value":"madeThen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"costUsd"}},{"kind":"Field","name":{"kind":"Name","value":"latencyP50Ms"}},{"kind":"Field","name":{"kind":"Name","value":"latencyP95Ms"}}]}},{"kind":"Field","name":{"kind":"Name","value":"madeNow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"costUsd"}},{"kind":"Field","name":{"kind":"Name","value":"latencyP50Ms"}},{"kind":"Field","name":{"kind":"Name","value":"latencyP95Ms"}}]}},{"kind":"Field","name":{"kind":"Name","value":"flips"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"intent"}},{"kind":"Field","name":{"kind":"Name","value":"sentThen"}},{"kind":"Field","name":{"kind":"Name","value":"sentNow"}},{"kind":"Field","name":{"kind":"Name","value":"verdictNow"}},{"kind":"Field","name":{"kind":"Name","value":"confidenceThen"}},{"kind":"Field","name":{"kind":"Name","value":"confidenceNow"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"readRuns"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<DecisionReplayCardFragment, unknown>;
export const DecisionReplayDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DecisionReplay"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"readRuns"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decisionReplay"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DecisionReplayCard"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DecisionReplayCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DecisionReplay"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"decisions"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"estimateUsd"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}},{"kind":"Field","name":{"kind":"Name","value":"errorRateUpper95"}},{"kind":"Field","name":{"kind":"Name","value":"passes"}},{"kind":"Field","name":{"kind":"Name","value":"flipCount"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"inForce"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sent"}},{"kind":"Field","name":{"kind":"Name","value":"right"}},{"kind":"Field","name":{"kind":"Name","value":"wrong"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}}]}},{"kind":"Field","name":{"kind":"Name","value":"proposed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sent"}},{"kind":"Field","name":{"kind":"Name","value":"right"}},{"kind":"Field","name":{"kind":"Name","value":"wrong"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}}]}},{"kind":"Field","name":{"kind":"Name","value":"madeThen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"costUsd"}},{"kind":"Field","name":{"kind":"Name","value":"latencyP50Ms"}},{"kind":"Field","name":{"kind":"Name","value":"latencyP95Ms"}}]}},{"kind":"Field","name":{"kind":"Name","value":"madeNow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"costUsd"}},{"kind":"Field","name":{"kind":"Name","value":"latencyP50Ms"}},{"kind":"Field","name":{"kind":"Name","value":"latencyP95Ms"}}]}},{"kind":"Field","name":{"kind":"Name","value":"flips"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"intent"}},{"kind":"Field","name":{"kind":"Name","value":"sentThen"}},{"kind":"Field","name":{"kind":"Name","value":"sentNow"}},{"kind":"Field","name":{"kind":"Name","value":"verdictNow"}},{"kind":"Field","name":{"kind":"Name","value":"confidenceThen"}},{"kind":"Field","name":{"kind":"Name","value":"confidenceNow"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"readRuns"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<DecisionReplayQuery, DecisionReplayQueryVariables>;
export const StartDecisionReplayDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartDecisionReplay"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DecisionReplayInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startDecisionReplay"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<StartDecisionReplayMutation, StartDecisionReplayMutationVariables>;
export const StopDecisionReplayDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StopDecisionReplay"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stopDecisionReplay"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<StopDecisionReplayMutation, StopDecisionReplayMutationVariables>;