import { describe, expect, it } from 'vitest';
import { drawPlot } from './draw-plot.ts';

const line = (label: string) => ({
  label,
  points: [
    [0, 0],
    [1, 0.5],
  ] as const,
});

describe('a plot', () => {
  it('needs nothing from elsewhere, has no ground of its own, and is readable on a light and on a dark one', () => {
    const svg = drawPlot({ name: 'some', x: 'share', y: 'error', lines: [line('a')] });
    expect(svg).not.toMatch(/<rect|<script|href=/);
    expect(svg).toContain('prefers-color-scheme:dark');
  });

  it('draws no two of nine lines alike, and names each', () => {
    const svg = drawPlot({ name: 'some', x: 'x', y: 'y', lines: Array.from({ length: 9 }, (_, at) => line(`line ${at}`)) });
    const strokes = [...svg.matchAll(/<polyline [^>]*?(stroke="[^>]*?) points/g)].map(([, stroke]) => stroke);
    expect(new Set(strokes).size).toBe(9);
    for (let at = 0; at < 9; at++) expect(svg).toContain(`>line ${at}</text>`);
  });

  it('is one well-formed document whatever the labels say', () => {
    const svg = drawPlot({ name: 'a "b"', x: '<x>', y: 'y & z', lines: [line('1 < 2')] });
    expect(svg).toContain('y &amp; z');
    expect(svg).toContain('1 &lt; 2');
    expect(svg).toContain('aria-label="a &quot;b&quot;"');
  });
});
