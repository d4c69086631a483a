// Written by codegen.ts. Change insights.graphql and run "npm run codegen".

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@apollo/client';
/** How much of the month's budget is spent, and what that means. */
export type BudgetStage =
  /** Less than three quarters, or there is no budget. */
  | 'NORMAL'
  /** Three quarters: the team is told. */
  | 'WARNING'
  /** Nine tenths: every call goes to the cheapest models. */
  | 'CHEAPER_MODELS'
  /** What is left pays for no call: no model of a vendor is asked; replies from the cache go on, and people answer the rest. */
  | 'CACHE_AND_REVIEW_ONLY';

/** What the sender of a message wants. */
export type Intent =
  | 'SALES'
  | 'SUPPORT'
  | 'COMPLAINT'
  | 'PRAISE'
  | 'GENERAL'
  | 'SPAM';

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

/** Why everything is reviewed until decisions show again that the target error holds. */
export type ShadowReason =
  /** Another model, prompt, provider or embedding writes the replies. */
  | 'RECIPE_CHANGED'
  /** More than a fifth of the passages changed. */
  | 'KNOWLEDGE_CHANGED'
  /** Audited replies were wrong more often than chance and the target error allow. */
  | 'MORE_ERRORS';

export type InsightsQueryVariables = Exact<{
  from: string;
  to: string;
  platform?: Array<Platform> | Platform | null | undefined;
  intent?: Array<Intent> | Intent | null | undefined;
}>;


export type InsightsQuery = { insights: { __typename: 'Insights', from: string, to: string, messages: number, autoReplyShare: number | null, reviewShare: number | null, editShare: number | null, medianReplyMs: number | null, p95ReplyMs: number | null, byDay: Array<{ __typename: 'DailyInsights', day: string, messages: number, autoReplies: number, reviews: number }> } };

export type ConfidenceQueryVariables = Exact<{
  intent?: Intent | null | undefined;
}>;


export type ConfidenceQuery = { calibration: Array<{ __typename: 'CalibrationBin', from: number, to: number, decisions: number, meanConfidence: number | null, approvedUnchanged: number | null }>, thresholdCurve: Array<{ __typename: 'ThresholdPoint', threshold: number, autoReplyShare: number, errorRate: number | null, errorRateUpper95: number, decisions: number }>, aiSettings: { __typename: 'AiSettings', autoReply: boolean, confidenceThreshold: number, targetError: number | null, auditShare: number, gate: { __typename: 'ConfidenceGate', threshold: number | null, decisions: number, counted: number, coverage: number | null, errorRateUpper: number | null, moreDecisions: number, nextLookAfter: number, shadowSince: string | null, shadowReason: ShadowReason | null } } };

export type SpendOfPeriodQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type SpendOfPeriodQuery = { spend: { __typename: 'Spend', from: string, to: string, costUsd: number, cacheHitRate: number, savedByCacheUsd: number, savedByRoutingUsd: number, perConversationUsd: number | null, perApprovedReplyUsd: number | null, byModel: Array<{ __typename: 'ModelSpend', provider: string, model: string, calls: number, inputTokens: number, outputTokens: number, costUsd: number }>, byDay: Array<{ __typename: 'DailySpend', day: string, costUsd: number, calls: number }>, byAgent: Array<{ __typename: 'SpendShare', name: string, calls: number, costUsd: number }>, byIntent: Array<{ __typename: 'SpendShare', name: string, calls: number, costUsd: number }> }, month: { __typename: 'Spend', from: string, costUsd: number, budgetUsd: number | null, stage: BudgetStage } };


export const InsightsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Insights"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"platform"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Platform"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"intent"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Intent"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"insights"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"platform"},"value":{"kind":"Variable","name":{"kind":"Name","value":"platform"}}},{"kind":"Argument","name":{"kind":"Name","value":"intent"},"value":{"kind":"Variable","name":{"kind":"Name","value":"intent"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"messages"}},{"kind":"Field","name":{"kind":"Name","value":"autoReplyShare"}},{"kind":"Field","name":{"kind":"Name","value":"reviewShare"}},{"kind":"Field","name":{"kind":"Name","value":"editShare"}},{"kind":"Field","name":{"kind":"Name","value":"medianReplyMs"}},{"kind":"Field","name":{"kind":"Name","value":"p95ReplyMs"}},{"kind":"Field","name":{"kind":"Name","value":"byDay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"messages"}},{"kind":"Field","name":{"kind":"Name","value":"autoReplies"}},{"kind":"Field","name":{"kind":"Name","value":"reviews"}}]}}]}}]}}]} as unknown as DocumentNode<InsightsQuery, InsightsQueryVariables>;
export const ConfidenceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Confidence"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"intent"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Intent"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"calibration"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"intent"},"value":{"kind":"Variable","name":{"kind":"Name","value":"intent"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"decisions"}},{"kind":"Field","name":{"kind":"Name","value":"meanConfidence"}},{"kind":"Field","name":{"kind":"Name","value":"approvedUnchanged"}}]}},{"kind":"Field","name":{"kind":"Name","value":"thresholdCurve"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"intent"},"value":{"kind":"Variable","name":{"kind":"Name","value":"intent"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"autoReplyShare"}},{"kind":"Field","name":{"kind":"Name","value":"errorRate"}},{"kind":"Field","name":{"kind":"Name","value":"errorRateUpper95"}},{"kind":"Field","name":{"kind":"Name","value":"decisions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aiSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"autoReply"}},{"kind":"Field","name":{"kind":"Name","value":"confidenceThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"targetError"}},{"kind":"Field","name":{"kind":"Name","value":"auditShare"}},{"kind":"Field","name":{"kind":"Name","value":"gate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"decisions"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}},{"kind":"Field","name":{"kind":"Name","value":"coverage"}},{"kind":"Field","name":{"kind":"Name","value":"errorRateUpper"}},{"kind":"Field","name":{"kind":"Name","value":"moreDecisions"}},{"kind":"Field","name":{"kind":"Name","value":"nextLookAfter"}},{"kind":"Field","name":{"kind":"Name","value":"shadowSince"}},{"kind":"Field","name":{"kind":"Name","value":"shadowReason"}}]}}]}}]}}]} as unknown as DocumentNode<ConfidenceQuery, ConfidenceQueryVariables>;
export const SpendOfPeriodDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SpendOfPeriod"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"spend"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}},{"kind":"Field","name":{"kind":"Name","value":"cacheHitRate"}},{"kind":"Field","name":{"kind":"Name","value":"savedByCacheUsd"}},{"kind":"Field","name":{"kind":"Name","value":"savedByRoutingUsd"}},{"kind":"Field","name":{"kind":"Name","value":"perConversationUsd"}},{"kind":"Field","name":{"kind":"Name","value":"perApprovedReplyUsd"}},{"kind":"Field","name":{"kind":"Name","value":"byModel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"inputTokens"}},{"kind":"Field","name":{"kind":"Name","value":"outputTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byDay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byAgent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byIntent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"month"},"name":{"kind":"Name","value":"spend"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}},{"kind":"Field","name":{"kind":"Name","value":"budgetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}}]}}]}}]} as unknown as DocumentNode<SpendOfPeriodQuery, SpendOfPeriodQueryVariables>;