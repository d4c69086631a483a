/** A row that is drawn, or the room that rows take which are not. */
export type Piece = { readonly row: number } | { readonly spacePx: number };

interface DrawnRow {
  readonly index: number;
  /** From the list's top. */
  readonly start: number;
  readonly end: number;
}

/** The drawn rows in their order, with room between them for all the others: the whole is as high as if every row were drawn. */
export function rowsAndSpaces(drawn: readonly DrawnRow[], totalPx: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let filledPx = 0;
  for (const { index, start, end } of drawn) {
    if (start > filledPx) pieces.push({ spacePx: start - filledPx });
    pieces.push({ row: index });
    filledPx = end;
  }
  if (totalPx > filledPx) pieces.push({ spacePx: totalPx - filledPx });
  return pieces;
}

/** The rows from `first` to `last`, and one more wherever it is: nobody loses the row on which the focus stands. */
export function withRow(first: number, last: number, row: number): readonly number[] {
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
  if (row < 0) return rows;
  if (row < first) return [row, ...rows];
  return row > last ? [...rows, row] : rows;
}
