import { Stack, Text } from '@mantine/core';
import { ChartTable } from './chart-table.tsx';
import { usePointed } from './use-pointed.ts';

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly decisions: number;
  readonly promised: number | null;
  readonly kept: number | null;
}

const SIZE = 300;
/** Left of the axis stands up to “100 %”. */
const EDGE = 40;

/** What was promised against what came true: a bar for each span of confidence, and the diagonal on which both are one. */
export function ReliabilityDiagram({
  label,
  names,
  bins,
  format,
}: {
  label: string;
  names: { readonly promised: string; readonly kept: string; readonly decisions: string };
  bins: readonly Bin[];
  format: (share: number | null) => string;
}) {
  const inner = SIZE - 2 * EDGE;
  const x = (share: number): number => EDGE + share * inner;
  const y = (share: number): number => SIZE - EDGE - share * inner;
  const { pointed, pointing } = usePointed(bins.length, (at, width) =>
    Math.floor((((at * SIZE) / width - EDGE) / inner) * bins.length),
  );
  const looked = pointed === null ? undefined : bins[pointed];
  return (
    <Stack gap={4}>
      <svg
        viewBox={`0 0 ${SIZE} ${SIZE}`}
        role="img"
        aria-label={label}
        width="100%"
        style={{ maxWidth: 420 }}
        fontSize={11}
        fill="currentColor"
        {...pointing}
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={x(0)} x2={x(1)} y1={y(share)} y2={y(share)} stroke="currentColor" strokeOpacity={0.2} />
            <text x={EDGE - 4} y={y(share) + 4} textAnchor="end">
              {format(share)}
            </text>
            <text x={x(share)} y={SIZE - EDGE + 14} textAnchor="middle">
              {format(share)}
            </text>
          </g>
        ))}
        {bins.map(({ from, to, kept }, index) =>
          kept === null ? null : (
            <rect
              key={from}
              x={x(from) + 1}
              width={x(to) - x(from) - 2}
              y={y(kept)}
              height={Math.max(1, y(0) - y(kept))}
              fill="var(--mantine-primary-color-light-color)"
              fillOpacity={pointed === null || pointed === index ? 0.55 : 0.3}
            />
          ),
        )}
        <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} stroke="currentColor" strokeDasharray="4 4" />
        {bins.map(({ from, promised, kept }) =>
          promised === null || kept === null ? null : (
            <circle
              key={from}
              cx={x(promised)}
              cy={y(kept)}
              r={4}
              fill="var(--mantine-color-orange-6)"
              stroke="var(--mantine-color-body)"
            />
          ),
        )}
        <text x={SIZE / 2} y={SIZE - 4} textAnchor="middle">
          {names.promised}
        </text>
        <text x={EDGE} y={EDGE - 12}>
          {names.kept}
        </text>
      </svg>
      <Text size="sm" role="status" mih={22}>
        {looked &&
          `${format(looked.from)}–${format(looked.to)}: ${names.promised} ${format(looked.promised)} · ${names.kept} ${format(looked.kept)} · ${names.decisions} ${looked.decisions}`}
      </Text>
      <ChartTable
        label={label}
        head={[names.promised, names.kept, names.decisions]}
        rows={bins.map(({ from, to, promised, kept, decisions }) => [
          `${format(from)}–${format(to)}${promised === null ? '' : ` (${format(promised)})`}`,
          format(kept),
          String(decisions),
        ])}
      />
    </Stack>
  );
}
