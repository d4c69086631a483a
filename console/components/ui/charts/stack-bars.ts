/** The colours that console.css has: who calls puts no more series into one chart. */
export const MOST_SERIES = 6;
/** How many times the tallest bar a limit may be high and still be drawn: beyond, it would leave no room for the bars. */
const ROOM = 4;

interface Span {
  /** The series' place. */
  readonly series: number;
  readonly from: number;
  readonly to: number;
}

export interface Stacks {
  /** What the top of the drawing stands for; more than nothing. */
  readonly top: number;
  /** Whether the limit lies within the drawing. */
  readonly isLimitDrawn: boolean;
  /** For each point what all its values come to, and where each value lies on the ones below it; what is nothing has no span. */
  readonly bars: readonly { readonly total: number; readonly spans: readonly Span[] }[];
}

export function stackBars(points: readonly (readonly number[])[], limit: number | null): Stacks {
  const bars = points.map((values) => {
    let total = 0;
    const spans: Span[] = [];
    for (const [series, value] of values.entries()) {
      if (value <= 0) continue;
      spans.push({ series, from: total, to: total + value });
      total += value;
    }
    return { total, spans };
  });
  const tallest = Math.max(0, ...bars.map(({ total }) => total));
  const isLimitDrawn = limit !== null && limit > 0 && (tallest === 0 || limit <= tallest * ROOM);
  return { top: Math.max(tallest, isLimitDrawn ? limit : 0) || 1, isLimitDrawn, bars };
}
