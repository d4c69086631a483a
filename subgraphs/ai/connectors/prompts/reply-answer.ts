import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ReplyAnswer, ReplyRequest } from '../model-provider.ts';
import type { Prompt } from '../vendor/language-model.ts';
import { fenceMaterial } from './fence-material.ts';
import { measureSupport } from './measure-support.ts';
import { readShare, schemaOf } from './read-answer.ts';

const RULES = readFileSync(new URL('./write-reply.md', import.meta.url), 'utf8');
const RULES_FOR_ANOTHER = RULES + readFileSync(new URL('./write-again.md', import.meta.url), 'utf8');
const MOST_TOKENS = 2_000;

export const replyAnswer = z.strictObject({
  outcome: z.enum(['ANSWERED', 'COURTESY', 'NOTHING_ANSWERS']),
  text: z.string(),
  used_passages: z.array(z.number()),
  supported_share: z.number(),
  completeness: z.number(),
  confidence: z.number(),
});
type WrittenReply = z.output<typeof replyAnswer>;

const SCHEMA = schemaOf(replyAnswer);

/** All that a model is told beside the material when it writes by itself: with another one, drafts are other drafts. */
export const REPLY_PROMPT = RULES + JSON.stringify(SCHEMA);

export const replyPrompt = ({ text, language, intent, passages, persona, displayName, again }: ReplyRequest): Prompt => ({
  rules: again ? RULES_FOR_ANOTHER : RULES,
  material: fenceMaterial({
    customer_message: text,
    customer_name: displayName,
    language,
    intent,
    persona,
    ...(again && { earlier_reply: again.reply, reviewer_guidance: again.guidance }),
    passages: passages.map((passage, index) => ({ number: index + 1, title: passage.title, text: passage.text })),
  }),
  answerName: 'message_reply',
  answerSchema: SCHEMA,
  maxOutputTokens: MOST_TOKENS,
});

/** Null where nothing answers it, and where a model says that it answered and names no passage that there is. */
export function readReply(written: WrittenReply, request: ReplyRequest): ReplyAnswer | null {
  const text = written.text.trim();
  if (text === '' || written.outcome === 'NOTHING_ANSWERS') return null;
  const usedPassages = [...new Set(written.used_passages.map((number) => number - 1))].filter(
    (index) => request.passages[index] !== undefined,
  );
  if (written.outcome === 'ANSWERED' && usedPassages.length === 0) return null;
  const sources = usedPassages.flatMap((index) => request.passages[index]?.text ?? []);
  return {
    text,
    usedPassages,
    supportedShare: Math.min(
      // a courtesy states nothing, so nothing in it lacks support
      written.outcome === 'COURTESY' ? 1 : readShare(written.supported_share),
      measureSupport(text, [...sources, request.text, request.persona, request.again?.guidance ?? '']),
    ),
    completeness: readShare(written.completeness),
    ownConfidence: readShare(written.confidence),
  };
}
