// Written by codegen.ts. Change settings.graphql and run "npm run codegen".

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@apollo/client';
/** What is absent or null stays as it is, but for the budget, which null ends. */
export type AiSettingsInput = {
  /** See AiSettings. */
  autoReply?: boolean | null | undefined;
  /** From 0 to 1. Ends a target error. */
  confidenceThreshold?: number | null | undefined;
  /** Above 0, below 0.5. Takes the place of the threshold. */
  targetError?: number | null | undefined;
  /** From 0 to 1; above 0 with a target error. */
  auditShare?: number | null | undefined;
  /** Replaces the whole list. */
  thresholds?: Array<IntentThresholdInput> | null | undefined;
  /** Up to 2000 characters. */
  persona?: string | null | undefined;
  /** INDEX asks for an installation with Pinecone. */
  vectorIsolation?: VectorIsolation | null | undefined;
  /** 0 allows no call that costs anything, null sets no limit. In force at once. */
  monthlyBudgetUsd?: number | null | undefined;
  /** From 0 to 1440. */
  replyCacheMinutes?: number | null | undefined;
  /** From 1 to 10,080: a week. */
  replyTargetMinutes?: number | null | undefined;
  /** See AiSettings. In force for changes after this one. */
  requireReplay?: boolean | null | undefined;
  /** Above 0 and below 1; 0.1 unless set. */
  replayMaxErrorRate?: number | null | undefined;
  /** From 1 to 1,000; 100 unless set. */
  replayDecisions?: number | null | undefined;
  /** An IANA time zone, as Europe/Berlin. */
  timeZone?: string | null | undefined;
  /** A country by two letters (ISO 3166); empty text: none. */
  defaultRegion?: string | null | undefined;
  /** A currency by three letters (ISO 4217); empty text: none. */
  defaultCurrency?: string | null | undefined;
  /** By two letters (ISO 639-1), up to 20; an empty list names none. */
  languages?: Array<string> | null | undefined;
};

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

/** See IntentThreshold. */
export type IntentThresholdInput = {
  /** Each intent may stand once. */
  intent: Intent;
  /** From 0 to 1. */
  threshold: number;
};

/** What is absent or null stays as it is. */
export type LeadSettingsInput = {
  /** Up to 100, and above `warmFromPoints`. */
  hotFromPoints?: number | null | undefined;
  /** From 1. */
  warmFromPoints?: number | null | undefined;
  /** Up to 100, and above `warmFromLift`. */
  hotFromLift?: number | null | undefined;
  /** From 1. */
  warmFromLift?: number | null | undefined;
  /** See LeadSettings. */
  useModel?: boolean | null | undefined;
};

/** Why everything is reviewed until decisions show again that the target error holds. */
export type ShadowReason =
  /** Another model, prompt, provider or embedding writes the replies. */
  | 'RECIPE_CHANGED'
  /** More than a fifth of the passages changed. */
  | 'KNOWLEDGE_CHANGED'
  /** Audited replies were wrong more often than chance and the target error allow. */
  | 'MORE_ERRORS';

/** How a tenant's vectors are kept apart from other tenants' in Pinecone. */
export type VectorIsolation =
  /** A namespace of its own in an index that tenants share. */
  | 'NAMESPACE'
  /** An index of its own: the stronger wall, of which there are few. */
  | 'INDEX';

export type SettingsQueryVariables = Exact<{
  readLeads: boolean;
}>;


export type SettingsQuery = { aiSettings: { __typename: 'AiSettings', autoReply: boolean, confidenceThreshold: number, targetError: number | null, auditShare: number, persona: string, monthlyBudgetUsd: number | null, replyCacheMinutes: number, replyTargetMinutes: number, timeZone: string, defaultRegion: string | null, defaultCurrency: string | null, languages: Array<string>, vectorIsolation: VectorIsolation, requireReplay: boolean, replayMaxErrorRate: number, replayDecisions: number, thresholds: Array<{ __typename: 'IntentThreshold', intent: Intent, threshold: number }>, gate: { __typename: 'ConfidenceGate', threshold: number | null, decisions: number, counted: number, coverage: number | null, errorRateUpper: number | null, moreDecisions: number, nextLookAfter: number, shadowSince: string | null, shadowReason: ShadowReason | null } }, leadSettings?: { __typename: 'LeadSettings', hotFromPoints: number, warmFromPoints: number } };

export type BudgetSpendQueryVariables = Exact<{ [key: string]: never; }>;


export type BudgetSpendQuery = { spend: { __typename: 'Spend', costUsd: number, budgetUsd: number | null, stage: BudgetStage } };

export type UpdateAiSettingsMutationVariables = Exact<{
  input: AiSettingsInput;
}>;


export type UpdateAiSettingsMutation = { updateAiSettings: { __typename: 'AiSettings', autoReply: boolean } };

export type UpdateLeadSettingsMutationVariables = Exact<{
  input: LeadSettingsInput;
}>;


export type UpdateLeadSettingsMutation = { updateLeadSettings: { __typename: 'LeadSettings', hotFromPoints: number, warmFromPoints: number } };


export const SettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Settings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"readLeads"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"aiSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"autoReply"}},{"kind":"Field","name":{"kind":"Name","value":"confidenceThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"targetError"}},{"kind":"Field","name":{"kind":"Name","value":"auditShare"}},{"kind":"Field","name":{"kind":"Name","value":"persona"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyBudgetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"replyCacheMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"replyTargetMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"thresholds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"intent"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"defaultRegion"}},{"kind":"Field","name":{"kind":"Name","value":"defaultCurrency"}},{"kind":"Field","name":{"kind":"Name","value":"languages"}},{"kind":"Field","name":{"kind":"Name","value":"vectorIsolation"}},{"kind":"Field","name":{"kind":"Name","value":"requireReplay"}},{"kind":"Field","name":{"kind":"Name","value":"replayMaxErrorRate"}},{"kind":"Field","name":{"kind":"Name","value":"replayDecisions"}},{"kind":"Field","name":{"kind":"Name","value":"gate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"decisions"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}},{"kind":"Field","name":{"kind":"Name","value":"coverage"}},{"kind":"Field","name":{"kind":"Name","value":"errorRateUpper"}},{"kind":"Field","name":{"kind":"Name","value":"moreDecisions"}},{"kind":"Field","name":{"kind":"Name","value":"nextLookAfter"}},{"kind":"Field","name":{"kind":"Name","value":"shadowSince"}},{"kind":"Field","name":{"kind":"Name","value":"shadowReason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"leadSettings"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"readLeads"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hotFromPoints"}},{"kind":"Field","name":{"kind":"Name","value":"warmFromPoints"}}]}}]}}]} as unknown as DocumentNode<SettingsQuery, SettingsQueryVariables>;
export const BudgetSpendDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BudgetSpend"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"spend"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"costUsd"}},{"kind":"Field","name":{"kind":"Name","value":"budgetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}}]}}]}}]} as unknown as DocumentNode<BudgetSpendQuery, BudgetSpendQueryVariables>;
export const UpdateAiSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateAiSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AiSettingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateAiSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"autoReply"}}]}}]}}]} as unknown as DocumentNode<UpdateAiSettingsMutation, UpdateAiSettingsMutationVariables>;
export const UpdateLeadSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateLeadSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LeadSettingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateLeadSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hotFromPoints"}},{"kind":"Field","name":{"kind":"Name","value":"warmFromPoints"}}]}}]}}]} as unknown as DocumentNode<UpdateLeadSettingsMutation, UpdateLeadSettingsMutationVariables>;