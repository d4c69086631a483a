import { createHash } from 'node:crypto';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { REPLY_PROMPT } from '../connectors/prompts/reply-answer.ts';
import { normaliseQuestion } from './normalise-question.ts';

/** The same for the same question, to nobody outside; null for a text that is none to remember. */
export function questionKey(ctx: Ctx, text: string): Buffer | null {
  const question = normaliseQuestion(text);
  return question === null ? null : ctx.vault.lookupHash('cached-reply', question);
}

const PROMPT = createHash('sha256').update(REPLY_PROMPT).digest('hex');

/** All that decides how a question is answered, besides the passages: a reply that was made under another one is none. */
export const scopeOf = (ctx: Ctx, about: { persona: string; language: string | null; embedding: string }): Buffer =>
  ctx.vault.lookupHash('reply-scope', [PROMPT, about.embedding, about.language ?? '', about.persona].join('\0'));
