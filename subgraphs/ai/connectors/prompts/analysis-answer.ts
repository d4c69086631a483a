import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { INTENTS } from '../../agents/intent.ts';
import type { AnalysisRequest, IntentAnswer } from '../model-provider.ts';
import type { Prompt } from '../vendor/language-model.ts';
import { fenceMaterial } from './fence-material.ts';
import { readShare, schemaOf } from './read-answer.ts';

const RULES = readFileSync(new URL('./analyse-message.md', import.meta.url), 'utf8');
const KINDS = ['email', 'phone', 'budget', 'quantity', 'date', 'name', 'company'] as const;
/** A message of 8,000 characters that is nothing but facts stays below it; with room for a model that thinks first. */
const MOST_TOKENS = 4_000;

export const analysisAnswer = z.strictObject({
  intent: z.enum(INTENTS),
  confidence: z.number(),
  runner_up: z.number(),
  facts: z.array(z.strictObject({ kind: z.enum(KINDS), words: z.string() })),
});
export type AnalysisAnswer = z.output<typeof analysisAnswer>;

const SCHEMA = schemaOf(analysisAnswer);

export const analysisPrompt = ({ text, language, sentAt }: AnalysisRequest): Prompt => ({
  rules: RULES,
  material: fenceMaterial({ customer_message: text, language, sent_at: sentAt.toISOString() }),
  answerName: 'message_analysis',
  answerSchema: SCHEMA,
  maxOutputTokens: MOST_TOKENS,
});

/** Shares that contradict one another are brought to what they can mean at most. */
export function readIntent({ intent, confidence, runner_up }: AnalysisAnswer): IntentAnswer {
  const sure = readShare(confidence);
  const next = Math.min(readShare(runner_up), 1 - sure, sure);
  return { intent, confidence: sure, margin: sure - next };
}
