import { readKeywords } from '../agents/read-keywords.ts';
import type { FoundPassage } from './fuse-passages.ts';

/** A title says in few words what the whole is about. */
const TITLE_SHARE = 0.6;

/**
 * How much of a question's subject each of the found passages takes up, 0 to 1, a word counting the more the fewer of them have it: what
 * full text (no rarity of words in PostgreSQL's ranking) and likeness (no rarity either) both leave out.
 */
export function weighSubjects(question: string, passages: readonly FoundPassage[]): number[] {
  // a bare number is about how many and not about what: prices hold all of them
  const asked = readKeywords(question).filter((key) => !/^\d+$/.test(key));
  const titles = passages.map(({ title }) => new Set(readKeywords(title)));
  const texts = passages.map(({ title, text }) => new Set([...readKeywords(title), ...readKeywords(text)]));
  const weightIn = (sets: readonly Set<string>[]) => {
    const rarity = asked.map((key) => Math.log(1 + sets.length / (1 + sets.filter((set) => set.has(key)).length)));
    const total = rarity.reduce((sum, weight) => sum + weight, 0);
    return (set: Set<string>): number => {
      const shared = asked.reduce((sum, key, at) => sum + (set.has(key) ? (rarity[at] ?? 0) : 0), 0);
      // a long title that happens to hold the words is about more than they are
      return total === 0 ? 0 : shared / total / (1 + 0.02 * set.size);
    };
  };
  const [titleWeight, textWeight] = [weightIn(titles), weightIn(texts)];
  return passages.map((_, at) => {
    const [title, text] = [titles[at], texts[at]];
    return title && text ? TITLE_SHARE * titleWeight(title) + (1 - TITLE_SHARE) * textWeight(text) : 0;
  });
}
