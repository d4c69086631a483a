import type { IntentClassifier } from '../agents/classify-intent.ts';
import type { Entity } from '../agents/entity.ts';
import type { TenantKnowledge } from '../agents/extract-entities.ts';
import type { Intent } from '../agents/intent.ts';
import type { Payer } from './payer.ts';
import type { MessageVector } from './sentence-encoder/encode-message.ts';

/** What a call took, whoever answered it. */
export interface ModelCall {
  readonly provider: string;
  readonly model: string;
  readonly startedAt: Date;
  readonly latencyMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
  readonly attempts: number;
  readonly cached: boolean;
}

export interface Answer<T> {
  readonly value: T;
  readonly call: ModelCall;
}

export interface AnalysisRequest {
  readonly text: string;
  /** ISO 639-1 as detected; null when it could not be told. */
  readonly language: string | null;
  /** Where "tomorrow" counts from. */
  readonly sentAt: Date;
  /** What the tenant's corrections taught, for the built-in agents. A vendor's model is told nothing of it. */
  readonly classifier?: IntentClassifier | null;
  /** What the message means, for the built-in agents; on its way while the rest goes on. */
  readonly vector?: MessageVector;
  /** What our own rules read by, whoever answers: zone, region, currency, products. A vendor is told nothing of it. */
  readonly tenant?: TenantKnowledge;
}

export interface IntentAnswer {
  readonly intent: Intent;
  /** Probability of the intent, and its distance to the runner-up. */
  readonly confidence: number;
  readonly margin: number;
  /** Of every intent; not there where the model says only which one it is. */
  readonly probabilities?: Readonly<Record<Intent, number>>;
}

export interface ReplyRequest {
  readonly text: string;
  readonly language: string | null;
  readonly intent: Intent;
  /** Best first. */
  readonly passages: readonly {
    readonly documentId: string;
    readonly title: string;
    readonly text: string;
    readonly score: number;
  }[];
  readonly persona: string;
  readonly displayName: string | null;
  /** Left out: nobody has read an earlier reply. */
  readonly again?: WrittenBefore | null;
}

/** A reviewer wants another reply than the one that was written. */
export interface WrittenBefore {
  /** The reviewer's words; null: any other. */
  readonly guidance: string | null;
  /** Null where nothing was written. */
  readonly reply: string | null;
  /** Indices into the passages: what it stood on. */
  readonly usedPassages: readonly number[];
}

export interface ReplyAnswer {
  readonly text: string;
  /** Indices into `passages`, in the order of their use. */
  readonly usedPassages: readonly number[];
  /** Share of the reply's statements that stand in a passage. */
  readonly supportedShare: number;
  /** Share of what was asked that the reply takes up. */
  readonly completeness: number;
  /** How sure the model is of its own words; null for one that cannot say. */
  readonly ownConfidence: number | null;
}

/**
 * A source of intelligence: the built-in one, or a vendor's models. Both methods answer for a text that is not empty. They reject with the
 * reason of `signal` when that aborts, with a TransientError (of a vendor: a ModelOutage) for what a retry may mend, and with a
 * ModelFailure for what none does. Their errors hold nothing of the text and of the key.
 */
export interface ModelProvider {
  readonly name: string;
  /** The same with the tenant who pays. Not there where nothing costs anything. */
  readonly paidBy?: (payer: Payer) => ModelProvider;
  /** Intent and entities belong to one call where the model can do both at once; an implementation that cannot runs them in parallel. */
  analyse(request: AnalysisRequest, signal: AbortSignal): Promise<{ intent: Answer<IntentAnswer>; entities: Answer<Entity[]> }>;
  /** Null value: nothing in the passages answers it, and nothing is made up. */
  writeReply(request: ReplyRequest, signal: AbortSignal): Promise<Answer<ReplyAnswer | null>>;
}
