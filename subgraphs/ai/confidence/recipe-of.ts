import { createHash } from 'node:crypto';
import { REPLY_PROMPT } from '../connectors/prompts/reply-answer.ts';

/** Raised when `estimateConfidence` weighs otherwise: what a shipped head said is not comparable with another's. */
const HEAD = 'head-2';

/** What writes drafts. */
export interface Writer {
  readonly provider: string;
  readonly model: string;
}

/**
 * Names everything that decides how good drafts are, the knowledge aside: model, prompt, the model that questions are found by, and the
 * head. Decisions about one recipe's drafts prove nothing about another's, so a change of any part begins with a gate of its own: closed.
 */
export function recipeOf({ provider, model }: Writer, persona: string, embedding: string): string {
  // the built-in writer takes a signature from the persona and nothing else
  const prompt = provider === 'local' ? 'built-in' : shortHash(REPLY_PROMPT + persona);
  return [provider, model, prompt, embedding, HEAD].join(' ');
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Who wrote the draft that these steps led to. */
export function writerOf(steps: readonly { readonly record: Writer }[]): Writer {
  const last = steps.at(-1);
  if (!last) throw new Error('a draft was written by somebody');
  return last.record;
}
