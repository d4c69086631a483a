import { Stack, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { axisRoom } from './axis-room.ts';
import { ChartTable } from './chart-table.tsx';
import { usePointed } from './use-pointed.ts';

/** Until the place for it was measured. */
const USUAL_WIDTH = 600;
const HEIGHT = 160;
const EDGE = 12;
const BOTTOM = 24;

/** A bar for each point, from nothing to the largest. */
export function BarChart({
  label,
  nameOfPoint,
  nameOfValue,
  points,
  format,
}: {
  label: string;
  nameOfPoint: string;
  nameOfValue: string;
  points: readonly { readonly name: string; readonly value: number }[];
  format: (value: number) => string;
}) {
  const { ref, width: measured } = useElementSize();
  // one unit is one pixel: words in the drawing are as large on a phone as at a desk
  const width = measured || USUAL_WIDTH;
  const largest = Math.max(...points.map(({ value }) => value)) || 1;
  const left = axisRoom([format(0), format(largest)]);
  const step = (width - left - EDGE) / Math.max(1, points.length);
  const y = (value: number): number => HEIGHT - BOTTOM - (value / largest) * (HEIGHT - BOTTOM - EDGE);
  const { pointed, pointing } = usePointed(points.length, (at) => Math.floor((at - left) / step));
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
        {[0, largest].map((value) => (
          <g key={value}>
            <line x1={left} x2={width - EDGE} y1={y(value)} y2={y(value)} stroke="currentColor" strokeOpacity={0.2} />
            <text x={left - 6} y={y(value) + 4} textAnchor="end">
              {format(value)}
            </text>
          </g>
        ))}
        {points.map(({ name, value }, index) => (
          <rect
            key={name}
            x={left + index * step + step * 0.1}
            width={step * 0.8}
            y={y(value)}
            height={HEIGHT - BOTTOM - y(value)}
            fill="var(--mantine-primary-color-light-color)"
            fillOpacity={pointed === null || pointed === index ? 1 : 0.5}
          />
        ))}
        <text x={left} y={HEIGHT - 6}>
          {points[0]?.name}
        </text>
        <text x={width - EDGE} y={HEIGHT - 6} textAnchor="end">
          {points.at(-1)?.name}
        </text>
      </svg>
      <Text size="sm" role="status" mih={22}>
        {looked && `${looked.name}: ${format(looked.value)}`}
      </Text>
      <ChartTable label={label} head={[nameOfPoint, nameOfValue]} rows={points.map(({ name, value }) => [name, format(value)])} />
    </Stack>
  );
}
