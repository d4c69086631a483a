import type { Delivery } from '#kernel/messaging/consumer.ts';
import { detectLanguage } from '../agents/detect-language.ts';
import type { Entity } from '../agents/entity.ts';
import { extractEntities, localNow, type TenantKnowledge } from '../agents/extract-entities.ts';
import { readText } from '../agents/read-text.ts';
import { type LeadScoring, scoreLead } from '../agents/score-lead.ts';
import type { AnalysisRequest, ModelProvider } from '../connectors/model-provider.ts';
import type { Analysis, InboundMessage } from './analysis.ts';
import { type ModelTrouble, modelTroubleOf } from './model-trouble.ts';
import { AgentName } from './run-enums.ts';
import { failedStepsOf, type Step, stepOf } from './run-step.ts';

/** What is known beside the message's text; a vendor is told nothing of it. */
export type KnownOfMessage = Pick<AnalysisRequest, 'classifier' | 'vector' | 'tenant'>;

export async function analyseMessage(
  models: ModelProvider,
  message: Pick<InboundMessage, 'text' | 'sentAt' | 'revision'>,
  signal: AbortSignal,
  known: KnownOfMessage = {},
): Promise<{ analysis: Analysis; steps: Step[] }> {
  const { text, placeOf } = readText(message.text);
  if (text.trim() === '') return { analysis: withoutText(message), steps: [] };

  const language = detectLanguage(text);
  const { intent, entities: read } = await models.analyse({ text, language, sentAt: message.sentAt, ...known }, signal);
  const entities = { ...read, value: placedIn(message.text, read.value, placeOf) };
  const startedAt = new Date();
  const started = performance.now();
  const score = scoreLead({
    intent: intent.value.intent,
    intentConfidence: intent.value.confidence,
    entities: entities.value,
    text,
    inboundCount: message.revision,
    now: localNow({ now: message.sentAt, timeZone: known.tenant?.timeZone }),
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
  known: KnownOfMessage,
): Promise<{ analysis: Analysis; steps: Step[]; trouble: ModelTrouble | null }> {
  try {
    return { ...(await analyseMessage(models, message, delivery.signal, known)), trouble: null };
  } catch (error) {
    const trouble = modelTroubleOf(error, delivery);
    return { ...analyseWithoutModel(message, error, known.tenant), trouble };
  }
}

/** An address that a message states is not lost, and its sender is a lead all the same. */
function analyseWithoutModel(
  message: Pick<InboundMessage, 'text' | 'sentAt' | 'revision'>,
  failure: unknown,
  tenant: TenantKnowledge | undefined,
): { analysis: Analysis; steps: Step[] } {
  const { text, placeOf } = readText(message.text);
  const language = detectLanguage(text);
  const found = extractEntities(text, { defaultRegion: null, ...tenant, now: message.sentAt, language });
  const entities = placedIn(message.text, found, placeOf);
  return {
    analysis: { intent: null, language, entities, score: scoreWithoutIntent(message, text, entities) },
    steps: failedStepsOf(AgentName.INTENT_CLASSIFIER, text, failure),
  };
}

/** Where they stand in the whole message; what only the cut in a long one put together stands nowhere. */
const placedIn = (message: string, entities: readonly Entity[], placeOf: (at: number) => number): Entity[] =>
  entities.flatMap((entity) => {
    const [start, end] = [placeOf(entity.start), placeOf(entity.end)];
    return message.slice(start, end) === entity.value ? { ...entity, start, end } : [];
  });

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
