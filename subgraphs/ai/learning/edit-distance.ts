/**
 * Share of the words that an edit changed, from 0 (none) to 1 (another text): words added, taken away or replaced, by the length of the
 * longer text. Words and not letters: two thousand characters would take four million steps within a decision.
 */
export function editDistance(before: string, after: string): number {
  const [from, to] = [wordsOf(before), wordsOf(after)];
  const longest = Math.max(from.length, to.length);
  if (longest === 0) return 0;
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [i, word] of from.entries()) {
    const next = [i + 1];
    for (const [j, other] of to.entries()) {
      const replaced = (row[j] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return (row[to.length] ?? 0) / longest;
}

const wordsOf = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== '');
