import type { Plot } from './section.ts';

const WIDTH = 640;
const HEIGHT = 400;
const MARGIN = 56;
const LEGEND_LINE = 18;
/** Of the same lightness, readable on white and on near-black alike. */
const COLOURS = ['#2f81f7', '#e5534b', '#2da44e', '#bf8700', '#a371f7', '#768390'];
/** A second line of the same colour is not of the same stroke. */
const DASHES = ['', '6 3', '2 3'];
const TICKS = 5;
/** Without a ground of its own: what it stands on may be light or dark. */
const STYLE =
  '<style>text{fill:#24292f}.grid{stroke:#d0d7de}@media (prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#373e47}}</style>';

/** One SVG, without anything from elsewhere: axes from 0, a line for each series, and a legend below. */
export function drawPlot({ name, x, y, lines }: Plot): string {
  const all = lines.flatMap(({ points }) => points);
  const most = (at: 0 | 1): number => Math.max(1e-9, ...all.map((point) => point[at]));
  const [mostX, mostY] = [most(0), most(1)];
  const left = (value: number): number => MARGIN + (value / mostX) * (WIDTH - 2 * MARGIN);
  const top = (value: number): number => HEIGHT - MARGIN - (value / mostY) * (HEIGHT - 2 * MARGIN);
  const height = HEIGHT + lines.length * LEGEND_LINE;
  const ticks = Array.from({ length: TICKS + 1 }, (_, at) => at / TICKS);
  const axes = ticks.flatMap((share) => [
    `<line class="grid" x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${top(share * mostY).toFixed(1)}" y2="${top(share * mostY).toFixed(1)}"/>`,
    text(left(share * mostX), HEIGHT - MARGIN + 18, tick(share * mostX, mostX)),
    text(MARGIN - 6, top(share * mostY) + 4, tick(share * mostY, mostY), 'end'),
  ]);
  const series = lines.map(({ label, points }, at) => {
    const colour = COLOURS[at % COLOURS.length];
    const dash = DASHES[Math.floor(at / COLOURS.length) % DASHES.length];
    const stroke = `fill="none" stroke="${colour}" stroke-width="2"${dash ? ` stroke-dasharray="${dash}"` : ''}`;
    const path = points.map(([px, py]) => `${left(px).toFixed(1)},${top(py).toFixed(1)}`).join(' ');
    const legendAt = HEIGHT + at * LEGEND_LINE;
    return [
      `<polyline ${stroke} points="${path}"/>`,
      `<line ${stroke} x1="${MARGIN}" x2="${MARGIN + 24}" y1="${legendAt}" y2="${legendAt}"/>`,
      text(MARGIN + 32, legendAt + 4, label, 'start'),
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12" role="img" aria-label="${escaped(name)}">`,
    STYLE,
    ...axes,
    ...series,
    text(WIDTH / 2, HEIGHT - 18, x),
    text(MARGIN, MARGIN - 16, y, 'start'),
    '</svg>\n',
  ].join('\n');
}

const text = (x: number, y: number, what: string, anchor = 'middle'): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(what)}</text>`;

const tick = (value: number, most: number): string => value.toFixed(most >= 20 ? 0 : 2);

const escaped = (what: string): string =>
  what.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
