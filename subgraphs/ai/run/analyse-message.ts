import { detectLanguage } from '../agents/detect-language.ts';
import { scoreLead } from '../agents/score-lead.ts';
import type { ModelProvider } from '../connectors/model-provider.ts';
import type { Analysis, InboundMessage } from './analysis.ts';
import { AgentName } from './run-enums.ts';
import { type Step, stepOf } from './run-step.ts';

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
function withoutText(message: Pick<InboundMessage, 'sentAt' | 'revision'>): Analysis {
  const score = scoreLead({
    intent: 'GENERAL',
    intentConfidence: 0,
    entities: [],
    text: '',
    inboundCount: message.revision,
    now: message.sentAt,
  });
  return { intent: null, language: null, entities: [], score };
}
