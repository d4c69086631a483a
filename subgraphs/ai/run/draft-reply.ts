import type { Delivery } from '#kernel/messaging/consumer.ts';
import { checkReply, type Finding } from '../agents/check-reply.ts';
import { estimateConfidence, type Features, readFeatures } from '../agents/estimate-confidence.ts';
import { noveltyOf } from '../agents/novelty.ts';
import { readSentiment } from '../agents/read-sentiment.ts';
import { readText } from '../agents/read-text.ts';
import type { TracedStatement } from '../agents/trace-statements.ts';
import type { MessageCache } from '../cache/message-cache.ts';
import type { IntentAnswer, ModelProvider, ReplyAnswer, WrittenBefore } from '../connectors/model-provider.ts';
import type { FoundPassage } from '../knowledge/fuse-passages.ts';
import { type ModelTrouble, modelTroubleOf } from './model-trouble.ts';
import type { SourceRecord } from './run.entity.ts';
import { AgentName } from './run-enums.ts';
import { failedStepsOf, type Step, stepOf } from './run-step.ts';

export interface DraftedReply {
  /** Null: nothing in the knowledge answers it, or no model does. */
  readonly text: string | null;
  /** The passages that it stands on, in the order of their use. */
  readonly sources: readonly SourceRecord[];
  /** The shipped head's, before any calibration. Null without a text. */
  readonly confidence: number | null;
  /** What it was read from; null without a text. */
  readonly features: Features | null;
  /** What keeps it from going out without a person, and each of its statements with the source (by index) that says it. */
  readonly findings: readonly Finding[];
  readonly statements: readonly TracedStatement[];
  /** As the model, or the cache, gave it. */
  readonly answer: ReplyAnswer | null;
  readonly steps: readonly Step[];
  readonly trouble: ModelTrouble | null;
}

export async function draftReply(
  models: ModelProvider,
  about: {
    readonly text: string;
    readonly language: string | null;
    readonly intent: IntentAnswer;
    readonly displayName: string | null;
    readonly persona: string;
    readonly passages: readonly FoundPassage[];
    /** Null, or left out: the reply is for nobody else. */
    readonly cache?: MessageCache | null;
    readonly again?: WrittenBefore | null;
  },
  signal: AbortSignal,
): Promise<DraftedReply> {
  const { language, intent, persona, passages, cache, again } = about;
  // what may be said to another is made without a word of who asks
  const displayName = cache ? null : about.displayName;
  const { text } = readText(about.text);
  const ask = () =>
    models.writeReply({ text, language, intent: intent.intent, displayName, persona, passages, ...(again && { again }) }, signal);
  const answer = await (cache ? cache.answer(passages, ask) : ask());
  const reply = answer.value;
  const done = {
    steps: [stepOf(AgentName.REPLY_GENERATOR, again?.guidance ? `${text}\n\n${again.guidance}` : text, answer)],
    trouble: null,
    answer: reply,
  };
  if (!reply) return { text: null, sources: [], confidence: null, features: null, findings: [], statements: [], ...done };
  const sources = reply.usedPassages.flatMap((index) => sourceOf(passages[index]));
  const features = readFeatures({
    intent: intent.intent,
    intentConfidence: intent.confidence,
    intentMargin: intent.margin,
    ...retrievalOf(reply, passages),
    supportedShare: reply.supportedShare,
    completeness: reply.completeness,
    sentiment: readSentiment(text),
    spam: spamOf(intent),
    novelty: noveltyOf(text, passages),
    ownConfidence: reply.ownConfidence,
    textLength: about.text.length,
    language,
  });
  return {
    text: reply.text,
    sources,
    ...checkReply({ text: reply.text, passages: sources, language }),
    confidence: estimateConfidence(intent.intent, features),
    features,
    ...done,
  };
}

/** The same within a delivery: without a draft where it is of no use to ask a model again. */
export const draftOrHandOver = (
  models: ModelProvider,
  about: Parameters<typeof draftReply>[1],
  delivery: Delivery,
): Promise<DraftedReply> =>
  draftReply(models, about, delivery.signal).catch((error: unknown) => ({
    trouble: modelTroubleOf(error, delivery),
    text: null,
    sources: [],
    confidence: null,
    features: null,
    findings: [],
    statements: [],
    answer: null,
    steps: failedStepsOf(AgentName.REPLY_GENERATOR, about.text, error),
  }));

/** Where only the first intent's probability is known: what is left of it is the most that spam can have. */
const spamOf = ({ intent, confidence, margin, probabilities }: IntentAnswer): number =>
  probabilities?.SPAM ?? (intent === 'SPAM' ? confidence : Math.max(0, Math.min(confidence - margin, 1 - confidence)));

/** How relevant the passage that the reply stands on is, and how far ahead of those that were passed over. */
function retrievalOf(reply: ReplyAnswer, passages: readonly FoundPassage[]): { retrievalScore: number; retrievalMargin: number } {
  const first = passages[reply.usedPassages[0] ?? -1];
  if (!first) return { retrievalScore: 0, retrievalMargin: 0 };
  const others = passages.filter((_, index) => !reply.usedPassages.includes(index)).map(measured);
  return { retrievalScore: measured(first), retrievalMargin: Math.max(0, measured(first) - Math.max(0, ...others)) };
}

/** As the run keeps it. */
const sourceOf = (passage: FoundPassage | undefined): SourceRecord[] => {
  if (!passage) return [];
  const { measuredScore: _measured, ...source } = passage;
  return [source];
};

const measured = ({ score, measuredScore }: FoundPassage): number => measuredScore ?? score;
