import type { Ctx } from '#kernel/tenancy/context.ts';
import { type HeldBack, whatKeepsBack } from '../confidence/held-back.ts';
import type { DraftToJudge } from '../confidence/judge-draft.ts';
import { recipeOf, writerOf } from '../confidence/recipe-of.ts';
import { ModelFailure } from '../connectors/model-failure.ts';
import type { ModelProvider } from '../connectors/model-provider.ts';
import { encodeMessage } from '../connectors/sentence-encoder/encode-message.ts';
import type { SentenceEncoder } from '../connectors/sentence-encoder/sentence-encoder.ts';
import { analyseMessage, type KnownOfMessage } from '../run/analyse-message.ts';
import { isCertainSpam } from '../run/decide-outcome.ts';
import { draftReply } from '../run/draft-reply.ts';
import { PASSAGES_READ } from '../run/read-briefing.ts';
import type { StepRecord } from '../run/run.entity.ts';
import { AgentName, type Intent } from '../run/run-enums.ts';
import { judgeRedraft, type Verdict } from './judge-redraft.ts';
import type { DecidedRow, DecidedTexts } from './read-decided.ts';
import type { WouldBeSearch } from './would-be-knowledge.ts';

/** What a message would get under the proposal, in numbers and kinds alone. */
export interface Redraft {
  readonly intent: Intent | null;
  /** The head's, before calibration; null without a draft. */
  readonly score: number | null;
  /** What a tenant's own head reads beside the score; null without a draft, and where nothing was kept. */
  readonly read: NonNullable<DraftToJudge['read']> | null;
  readonly heldBack: readonly HeldBack[];
  readonly recipe: string | null;
  /** Null without a draft. */
  readonly verdict: Verdict | null;
  /** Of the work that was done again: then, and now. */
  readonly costUsd: Pair;
  readonly latencyMs: Pair;
}

/** Null where nothing of it was done. */
export interface Pair {
  readonly before: number | null;
  readonly now: number | null;
}

export interface RedraftTools {
  /** Paid for by the replay. */
  readonly models: ModelProvider;
  readonly search: WouldBeSearch;
  readonly persona: string;
  readonly embedding: string;
  /** Of the tenant, as its messages are read. */
  readonly known: KnownOfMessage;
  /** The languages that the tenant serves. */
  readonly served: readonly string[] | null | undefined;
  readonly encoder: SentenceEncoder;
  /** Other models read the message again; otherwise what was found in it stands. */
  readonly analysesAgain: boolean;
}

/** Makes the draft again as `answerMessage` would. Nothing is sent and no run is written. The customer's name is not known here. */
export async function redraft(
  ctx: Ctx,
  row: DecidedRow,
  { text, analysis, draft, final }: DecidedTexts,
  tools: RedraftTools,
  signal: AbortSignal,
): Promise<{ readonly result: Redraft; readonly text: string | null }> {
  const passages = await tools.search(ctx, text, PASSAGES_READ);
  const isRead = tools.analysesAgain || analysis.intent === null;
  try {
    const read = isRead
      ? await analyseMessage(tools.models, { text, sentAt: new Date(row.createdAtMs), revision: row.revision }, signal, {
          ...tools.known,
          vector: encodeMessage(tools.encoder, text),
        })
      : { analysis, steps: [] };
    const { intent, language } = read.analysis;
    const about = intent && { text, language, intent, displayName: null, persona: tools.persona, passages };
    const drafted = about && !isCertainSpam(about.intent) ? await draftReply(tools.models, about, signal) : null;
    const steps = [...read.steps, ...(drafted?.steps ?? [])];
    const before = row.steps.filter(
      ({ agent }) => agent === AgentName.REPLY_GENERATOR || (isRead && agent === AgentName.INTENT_CLASSIFIER),
    );
    const now = steps.map(({ record }) => record).filter(({ agent }) => COUNTED.has(agent));
    const sources = drafted?.sources ?? [];
    return {
      text: drafted?.text ?? null,
      result: {
        intent: intent?.intent ?? null,
        score: drafted?.confidence ?? null,
        read: drafted && {
          features: drafted.features,
          channel: row.channel,
          provider: drafted.steps.at(-1)?.record.provider ?? null,
        },
        heldBack: whatKeepsBack(read.analysis, drafted, tools.served),
        recipe: drafted?.text == null ? null : recipeOf(writerOf(drafted.steps), tools.persona, tools.embedding),
        verdict:
          drafted?.text == null
            ? null
            : judgeRedraft(
                { isRejected: row.isRejected, draft, final, sourceDocuments: documentsOf(row.sources) },
                { text: drafted.text, sourceDocuments: documentsOf(sources) },
              ),
        costUsd: { before: sumOf(before, 'costUsd'), now: sumOf(now, 'costUsd') },
        latencyMs: { before: sumOf(before, 'latencyMs'), now: sumOf(now, 'latencyMs') },
      },
    };
  } catch (error) {
    // a person gets what a model does not answer, as for a message
    if (!(error instanceof ModelFailure && error.isAboutTheText)) throw error;
    const { costUsd, latencyMs } = error.call;
    return {
      text: null,
      result: {
        ...{ intent: analysis.intent?.intent ?? null, score: null, read: null, heldBack: [], recipe: null, verdict: null },
        costUsd: { before: row.costUsd, now: costUsd },
        latencyMs: { before: row.latencyMs, now: latencyMs },
      },
    };
  }
}

/** Entities come with the intent's call. */
const COUNTED: ReadonlySet<string> = new Set([AgentName.INTENT_CLASSIFIER, AgentName.REPLY_GENERATOR]);

const sumOf = (steps: readonly StepRecord[], of: 'costUsd' | 'latencyMs'): number | null =>
  steps.length === 0 ? null : steps.reduce((sum, step) => sum + step[of], 0);

const documentsOf = (sources: readonly { readonly documentId: string }[]): string[] =>
  sources.map(({ documentId }) => documentId);
