const LEAST = 40;
const DIGIT_PX = 7;

/** How much room, in pixels, the words left of an axis take. */
export const axisRoom = (words: readonly string[]): number =>
  Math.max(LEAST, ...words.map(({ length }) => length * DIGIT_PX + 10));
