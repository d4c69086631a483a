import { readKeywords } from './read-keywords.ts';

/**
 * Share of a message's subject words that none of the passages has: 1 for what the knowledge never heard of. 0 where it has no subject. A bare
 * number is about how many, and not about what.
 */
export function noveltyOf(text: string, passages: readonly { readonly title: string; readonly text: string }[]): number {
  const asked = readKeywords(text).filter((key) => !/^\d+$/.test(key));
  if (asked.length === 0) return 0;
  const known = new Set(passages.flatMap((passage) => [...readKeywords(passage.title), ...readKeywords(passage.text)]));
  return asked.filter((key) => !known.has(key)).length / asked.length;
}
