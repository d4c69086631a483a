/** Part of a draft's text, with the place in the list of the statement that it is; null between two of them. */
export interface DraftPiece {
  readonly start: number;
  readonly text: string;
  readonly statement: number | null;
}

/** The draft in pieces, none of it lost: statements, and what stands between. A place that is not in the text marks nothing. */
export function draftPieces(text: string, statements: readonly { readonly start: number; readonly end: number }[]): DraftPiece[] {
  const pieces: DraftPiece[] = [];
  let at = 0;
  const until = (end: number, statement: number | null): void => {
    if (end > at) pieces.push({ start: at, text: text.slice(at, end), statement });
    at = Math.max(at, end);
  };
  for (const [statement, { start, end }] of statements.entries()) {
    if (start < at || end <= start || end > text.length) continue;
    until(start, null);
    until(end, statement);
  }
  until(text.length, null);
  return pieces;
}
