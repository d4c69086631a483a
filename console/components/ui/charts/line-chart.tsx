import { Group, Stack, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { axisRoom } from './axis-room.ts';
import { ChartTable } from './chart-table.tsx';
import { usePointed } from './use-pointed.ts';

interface ChartPoint {
  readonly name: string;
  /** One for each series; null: nothing is known there. */
  readonly values: readonly (number | null)[];
}

/** Until the place for it was measured. */
const USUAL_WIDTH = 600;
const HEIGHT = 180;
const EDGE = 12;
const BOTTOM = 24;
/** Told apart without colour too. */
const STROKES = [
  { stroke: 'var(--mantine-primary-color-light-color)' },
  { stroke: 'var(--mantine-color-orange-6)', strokeDasharray: '7 4' },
  { stroke: 'currentColor', strokeDasharray: '2 3' },
] as const;

/** Lines over points that lie equally far apart, from nothing to `max`; each series has a stroke of its own. */
export function LineChart({
  label,
  nameOfPoint,
  series,
  points,
  format,
  max,
  marked,
}: {
  label: string;
  nameOfPoint: string;
  series: readonly string[];
  points: readonly ChartPoint[];
  format: (value: number | null) => string;
  /** The largest value unless given. */
  max?: number;
  /** The place of the point that a line stands on. */
  marked?: number;
}) {
  const { ref, width: measured } = useElementSize();
  // one unit is one pixel: words in the drawing are as large on a phone as at a desk
  const width = measured || USUAL_WIDTH;
  const largest = max ?? (Math.max(...points.flatMap(({ values }) => values.map((value) => value ?? 0))) || 1);
  // a half of something that is counted is none
  const ticks = max !== undefined || largest % 2 === 0 ? [0, largest / 2, largest] : [0, largest];
  const left = axisRoom(ticks.map(format));
  const x = (index: number): number => left + (index * (width - left - EDGE)) / Math.max(1, points.length - 1);
  const y = (value: number): number => HEIGHT - BOTTOM - (value / largest) * (HEIGHT - BOTTOM - EDGE);
  const { pointed, pointing } = usePointed(points.length, (at) =>
    Math.round(((at - left) / (width - left - EDGE)) * Math.max(1, points.length - 1)),
  );
  const looked = pointed === null ? undefined : points[pointed];
  return (
    <Stack gap={4} ref={ref}>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={label}
        width="100%"
        height={HEIGHT}
        fontSize={12}
        fill="currentColor"
        {...pointing}
      >
        {ticks.map((value) => (
          <g key={value}>
            <line x1={left} x2={width - EDGE} y1={y(value)} y2={y(value)} stroke="currentColor" strokeOpacity={0.2} />
            <text x={left - 6} y={y(value) + 4} textAnchor="end">
              {format(value)}
            </text>
          </g>
        ))}
        {marked !== undefined && (
          <line x1={x(marked)} x2={x(marked)} y1={EDGE} y2={HEIGHT - BOTTOM} stroke="currentColor" strokeWidth={1.5} />
        )}
        {series.map((name, place) => (
          <path
            key={name}
            d={lineOf(
              points.map(({ values }) => values[place] ?? null),
              x,
              y,
            )}
            fill="none"
            strokeWidth={2.5}
            strokeLinecap="round"
            {...STROKES[place]}
          />
        ))}
        {pointed !== null && (
          <g pointerEvents="none">
            <line x1={x(pointed)} x2={x(pointed)} y1={EDGE} y2={HEIGHT - BOTTOM} stroke="currentColor" strokeOpacity={0.5} />
            {looked?.values.map(
              (value, place) =>
                value !== null && (
                  <circle
                    key={series[place]}
                    cx={x(pointed)}
                    cy={y(value)}
                    r={4}
                    fill="var(--mantine-color-body)"
                    strokeWidth={2}
                    stroke="currentColor"
                  />
                ),
            )}
          </g>
        )}
        <text x={left} y={HEIGHT - 6}>
          {points[0]?.name}
        </text>
        <text x={width - EDGE} y={HEIGHT - 6} textAnchor="end">
          {points.at(-1)?.name}
        </text>
      </svg>
      <Text size="sm" role="status" mih={22}>
        {looked &&
          `${looked.name}: ${series.map((name, place) => `${name} ${format(looked.values[place] ?? null)}`).join(' · ')}`}
      </Text>
      <Group gap="md" fz="sm" aria-hidden="true">
        {series.map((name, place) => (
          <span key={name}>
            <svg width={28} height={10} role="presentation">
              <line x1={2} x2={26} y1={5} y2={5} strokeWidth={2.5} {...STROKES[place]} />
            </svg>{' '}
            {name}
          </span>
        ))}
      </Group>
      <ChartTable
        label={label}
        head={[nameOfPoint, ...series]}
        rows={points.map(({ name, values }) => [name, ...values.map(format)])}
      />
    </Stack>
  );
}

/** Where a value is not known the line has a gap; a point alone is a dash. */
function lineOf(values: readonly (number | null)[], x: (index: number) => number, y: (value: number) => number): string {
  let isDrawing = false;
  return values
    .map((value, index) => {
      if (value === null) {
        isDrawing = false;
        return '';
      }
      const [across, top] = [x(index), y(value).toFixed(1)];
      const isAlone = !isDrawing && (values[index + 1] ?? null) === null;
      const step = isAlone ? `M${(across - 4).toFixed(1)},${top}h8` : `${isDrawing ? 'L' : 'M'}${across.toFixed(1)},${top}`;
      isDrawing = true;
      return step;
    })
    .join('');
}
