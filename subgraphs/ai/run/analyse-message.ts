import type { Delivery } from '#kernel/messaging/consumer.ts';
import { detectLanguage } from '../agents/detect-language.ts';
import type { Entity } from '../agents/entity.ts';
import { extractEntities } from '../agents/extract-entities.ts';
import { type LeadScoring, scoreLead } from '../agents/score-lead.ts';
import type { ModelProvider } from '../connectors/model-provider.ts';
import type { Analysis, InboundMessage } from './analysis.ts';
import { type ModelTrouble, modelTroubleOf } from './model-trouble.ts';
import { AgentName } from './run-enums.ts';
import { failedStepsOf, type Step, stepOf } from './run-step.ts';

/** A message longer than this says what it wants in its beginning; the platforms allow far less. */
const READ_CHARACTERS = 8_000;

export async function analyseMessage(
  models: ModelProvider,
  message: Pick<InboundMessage, 'text' | 'sentAt' | 'revision'>,
  signal: AbortSignal,
): Promise<{ analysis: Analysis; steps: Step[] }> {
  const text = message.text.slice(0, READ_CHARACTERS);
  if (text.trim() === '') return { analysis: withoutText(message), steps: [] };

  const language = detectLanguage(text);
  const { intent, entities } = await models.analyse({ text, language, sentAt: message.sentAt }, signal);
  const startedAt = new Date();
  const started = performance.now();
  const score = scoreLead({
    intent: intent.value.intent,
    intentConfidence: intent.value.confidence,
    entities: entities.value,
    text,
    inboundCount: message.revision,
    now: message.sentAt,
  });
  const scored = { startedAt, latencyMs: Math.round(performance.now() - started) };
  return {
    analysis: { intent: intent.value, language, entities: entities.value, score },
    steps: [
      stepOf(AgentName.INTENT_CLASSIFIER, text, intent),
      stepOf(AgentName.ENTITY_EXTRACTOR, text, entities),
      stepOf(AgentName.LEAD_SCORER, text, { value: score, call: { ...RULES, ...scored } }),
    ],
  };
}

/** The same within a delivery: what our own rules find where it is of no use to ask a model again. */
export async function analyseOrHandOver(
  models: ModelProvider,
  message: InboundMessage,
  delivery: Delivery,
): Promise<{ analysis: Analysis; steps: Step[]; trouble: ModelTrouble | null }> {
  try {
    return { ...(await analyseMessage(models, message, delivery.signal)), trouble: null };
  } catch (error) {
    const trouble = modelTroubleOf(error, delivery);
    return { ...analyseWithoutModel(message, error), trouble };
  }
}

/** An address that a message states is not lost, and its sender is a lead all the same. */
function analyseWithoutModel(
  message: Pick<InboundMessage, 'text' | 'sentAt' | 'revision'>,
  failure: unknown,
): { analysis: Analysis; steps: Step[] } {
  const text = message.text.slice(0, READ_CHARACTERS);
  const language = detectLanguage(text);
  const entities = extractEntities(text, { now: message.sentAt, defaultRegion: null, language });
  return {
    analysis: { intent: null, language, entities, score: scoreWithoutIntent(message, text, entities) },
    steps: failedStepsOf(AgentName.INTENT_CLASSIFIER, text, failure),
  };
}

/** The lead scorer is a set of rules whoever answers the rest. */
const RULES = {
  provider: 'local',
  model: 'parley-local-1',
  inputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  attempts: 1,
  cached: false,
};

/** A photo or a like: its sender is a lead all the same, by having written. */
const withoutText = (message: Pick<InboundMessage, 'sentAt' | 'revision'>): Analysis => ({
  intent: null,
  language: null,
  entities: [],
  score: scoreWithoutIntent(message, '', []),
});

const scoreWithoutIntent = (
  message: Pick<InboundMessage, 'sentAt' | 'revision'>,
  text: string,
  entities: Entity[],
): LeadScoring =>
  scoreLead({ intent: 'GENERAL', intentConfidence: 0, entities, text, inboundCount: message.revision, now: message.sentAt });
