import type { Plot } from './section.ts';

const WIDTH = 640;
const HEIGHT = 400;
const MARGIN = 56;
const COLOURS = ['#1f6feb', '#d1242f', '#1a7f37', '#9a6700', '#8250df', '#57606a'];
const TICKS = 5;

/** One SVG, without anything from elsewhere: axes from 0, a line for each series, and a legend. */
export function drawPlot({ name, x, y, lines }: Plot): string {
  const all = lines.flatMap(({ points }) => points);
  const most = (at: 0 | 1): number => Math.max(1e-9, ...all.map((point) => point[at]));
  const [mostX, mostY] = [most(0), most(1)];
  const left = (value: number): number => MARGIN + (value / mostX) * (WIDTH - 2 * MARGIN);
  const top = (value: number): number => HEIGHT - MARGIN - (value / mostY) * (HEIGHT - 2 * MARGIN);
  const ticks = Array.from({ length: TICKS + 1 }, (_, at) => at / TICKS);
  const text = (atX: number, atY: number, what: string, anchor = 'middle'): string =>
    `<text x="${atX.toFixed(1)}" y="${atY.toFixed(1)}" text-anchor="${anchor}">${what}</text>`;
  const axes = ticks.flatMap((share) => [
    `<line x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${top(share * mostY)}" y2="${top(share * mostY)}" stroke="#d0d7de"/>`,
    text(left(share * mostX), HEIGHT - MARGIN + 18, (share * mostX).toFixed(2)),
    text(MARGIN - 6, top(share * mostY) + 4, (share * mostY).toFixed(2), 'end'),
  ]);
  const series = lines.map(({ label, points }, at) => {
    const colour = COLOURS[at % COLOURS.length] ?? '#000';
    const path = points.map(([px, py]) => `${left(px).toFixed(1)},${top(py).toFixed(1)}`).join(' ');
    return [
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${path}"/>`,
      `<rect x="${MARGIN + 8}" y="${MARGIN + 4 + at * 18}" width="12" height="3" fill="${colour}"/>`,
      text(MARGIN + 26, MARGIN + 10 + at * 18, label, 'start'),
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-label="${name}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...axes,
    ...series,
    text(WIDTH / 2, HEIGHT - 12, x),
    text(MARGIN, MARGIN - 16, y, 'start'),
    '</svg>\n',
  ].join('\n');
}
