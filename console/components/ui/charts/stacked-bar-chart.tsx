import { Group, Stack, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useText } from '../../../i18n/language.tsx';
import { axisRoom } from './axis-room.ts';
import { ChartTable } from './chart-table.tsx';
import { stackBars } from './stack-bars.ts';
import { usePointed } from './use-pointed.ts';

/** Until the place for it was measured. */
const USUAL_WIDTH = 600;
const HEIGHT = 200;
const EDGE = 12;
const BOTTOM = 24;
/** Of `MOST_SERIES`, in console.css. */
const colour = (series: number): string => `var(--series-${series})`;

/** A bar for each point, in parts that lie on each other: the first series lowest. The line of a limit goes across. */
export function StackedBarChart({
  label,
  nameOfPoint,
  nameOfTotal,
  series,
  points,
  limit,
  format,
}: {
  label: string;
  nameOfPoint: string;
  nameOfTotal: string;
  series: readonly string[];
  /** A value for each series. */
  points: readonly { readonly name: string; readonly values: readonly number[] }[];
  limit: { readonly name: string; readonly value: number } | null;
  format: (value: number) => string;
}) {
  const text = useText();
  const { ref, width: measured } = useElementSize();
  // one unit is one pixel: words in the drawing are as large on a phone as at a desk
  const width = measured || USUAL_WIDTH;
  const { top, isLimitDrawn, bars } = stackBars(
    points.map(({ values }) => values),
    limit?.value ?? null,
  );
  const left = axisRoom([format(0), format(top)]);
  const step = (width - left - EDGE) / Math.max(1, points.length);
  const y = (value: number): number => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - EDGE);
  const { pointed, pointing } = usePointed(points.length, (at) => Math.floor((at - left) / step));
  const looked = pointed === null ? undefined : points[pointed];
  const lookedTotal = pointed === null ? undefined : bars[pointed]?.total;
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
        {[0, top].map((value) => (
          <g key={value}>
            <line x1={left} x2={width - EDGE} y1={y(value)} y2={y(value)} stroke="currentColor" strokeOpacity={0.2} />
            <text x={left - 6} y={y(value) + 4} textAnchor="end">
              {format(value)}
            </text>
          </g>
        ))}
        {bars.map(({ spans }, index) => (
          <g key={points[index]?.name} fillOpacity={pointed === null || pointed === index ? 1 : 0.5}>
            {spans.map(({ series: place, from, to }) => (
              <rect
                key={place}
                x={left + index * step + step * 0.1}
                width={step * 0.8}
                y={y(to)}
                height={Math.max(0.5, y(from) - y(to))}
                fill={colour(place)}
                // parts are told apart without their colours too
                stroke="var(--mantine-color-body)"
                strokeWidth={y(from) - y(to) > 4 ? 1 : 0}
              />
            ))}
          </g>
        ))}
        {limit && isLimitDrawn && (
          <line
            x1={left}
            x2={width - EDGE}
            y1={y(limit.value)}
            y2={y(limit.value)}
            stroke="currentColor"
            strokeWidth={2}
            strokeDasharray="7 4"
            pointerEvents="none"
          />
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
          `${looked.name}: ${[
            format(lookedTotal ?? 0),
            ...series.flatMap((name, place) => (looked.values[place] ? [`${name} ${format(looked.values[place])}`] : [])),
          ].join(' · ')}`}
      </Text>
      <Group gap="md" fz="sm" aria-hidden={limit === null}>
        {series.map((name, place) => (
          <span key={name} aria-hidden="true">
            <svg width={12} height={12} role="presentation">
              <rect width={12} height={12} rx={2} fill={colour(place)} />
            </svg>{' '}
            {name}
          </span>
        ))}
        {limit && (
          <span>
            <svg width={28} height={10} role="presentation">
              <line x1={2} x2={26} y1={5} y2={5} stroke="currentColor" strokeWidth={2} strokeDasharray="7 4" />
            </svg>{' '}
            {text(isLimitDrawn ? 'chart.limit' : 'chart.limitAbove', { name: limit.name, value: format(limit.value) })}
          </span>
        )}
      </Group>
      <ChartTable
        label={label}
        head={[nameOfPoint, nameOfTotal, ...series]}
        rows={points.map(({ name, values }, index) => [name, format(bars[index]?.total ?? 0), ...values.map(format)])}
      />
    </Stack>
  );
}
