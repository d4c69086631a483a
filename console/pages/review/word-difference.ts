export interface Piece {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** More would be slower to compare than to read. */
const MOST_WORDS = 1_500;

const wordsOf = (text: string): string[] => text.match(/\s*\S+|\s+$/gu) ?? [];

/** What became of a text, word by word, in its order: what both have is kept together as far as it can be. */
export function wordDifference(before: string, after: string): Piece[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (old.length > MOST_WORDS || now.length > MOST_WORDS) return joined([piece('gone', before), piece('new', after)]);
  const bare = (words: readonly string[]): string[] => words.map((word) => word.trim());
  const [a, b] = [bare(old), bare(now)];
  // the longest common run of words from each place on
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i] === b[j]
          ? at(longest, (i + 1) * width + j + 1) + 1
          : Math.max(at(longest, (i + 1) * width + j), at(longest, i * width + j + 1));
    }
  }
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push(piece('same', now[j] ?? ''));
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(longest, (i + 1) * width + j) >= at(longest, i * width + j + 1))) {
      pieces.push(piece('gone', old[i++] ?? ''));
    } else {
      pieces.push(piece('new', now[j++] ?? ''));
    }
  }
  return joined(pieces);
}

const at = (table: Uint16Array, index: number): number => table[index] ?? 0;
const piece = (kind: Piece['kind'], text: string): Piece => ({ kind, text });

function joined(pieces: readonly Piece[]): Piece[] {
  const runs: Piece[] = [];
  for (const { kind, text } of pieces) {
    const last = runs.at(-1);
    if (text === '') continue;
    if (last?.kind === kind) runs[runs.length - 1] = piece(kind, last.text + text);
    else runs.push(piece(kind, text));
  }
  return runs;
}
