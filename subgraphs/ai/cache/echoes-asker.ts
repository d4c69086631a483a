import { locateWords, tokenize } from '../agents/tokenize.ts';
import { normaliseQuestion } from './normalise-question.ts';

/**
 * Whether a reply says a name, or what may be one, that only the question has: such a reply is for who asked. Names begin with a capital
 * in a reply; what passages and persona say is the business's own, and a greeting is everybody's.
 */
export function echoesAsker(reply: string, question: string, told: readonly string[]): boolean {
  const asked = new Set(tokenize(normaliseQuestion(question) ?? question));
  const known = new Set(told.flatMap(tokenize));
  return locateWords(reply).some(({ text: word }) => {
    const plain = word.toLowerCase().replaceAll('’', "'");
    return /^[\p{Lu}\p{N}]/u.test(word) && asked.has(plain) && !known.has(plain);
  });
}
