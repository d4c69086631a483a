import { Button, Group } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useIntl } from 'react-intl';
import { useText } from '../../i18n/language.tsx';

interface Score {
  readonly id: string;
  readonly points: number;
  readonly scoredAt: string;
}

/** Until the place for it was measured. */
const USUAL_WIDTH = 600;
const HEIGHT = 170;
const EDGE = 12;
const LEFT = 36;
const BOTTOM = 26;

/** Points from 0 to 100, the oldest on the left: a line, and below it a button for each score. */
export function ScoreLine({
  scores,
  chosenId,
  onChoose,
}: {
  scores: readonly Score[];
  chosenId: string;
  onChoose: (id: string) => void;
}) {
  const text = useText();
  const { formatDate } = useIntl();
  const { ref, width: measured } = useElementSize();
  // one unit is one pixel: words in the drawing are as large on a phone as at a desk
  const width = measured || USUAL_WIDTH;
  const step = (width - LEFT - 2 * EDGE) / Math.max(1, scores.length - 1);
  const y = (points: number): number => HEIGHT - BOTTOM - (points / 100) * (HEIGHT - BOTTOM - EDGE);
  const places = scores.map(({ points }, index) => ({
    x: scores.length === 1 ? (LEFT + width) / 2 : LEFT + EDGE + index * step,
    y: y(points),
  }));
  const when = (at: string) => formatDate(at, { dateStyle: 'medium', timeStyle: 'short' });
  const [first, last] = [scores[0], scores.length > 1 ? scores.at(-1) : undefined];
  return (
    <div ref={ref}>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={text('lead.scoreLine', { count: scores.length })}
        width="100%"
        height={HEIGHT}
        fontSize={12}
        fill="currentColor"
      >
        {[0, 50, 100].map((points) => (
          <g key={points}>
            <line x1={LEFT} x2={width} y1={y(points)} y2={y(points)} stroke="currentColor" strokeOpacity={0.2} />
            <text x={LEFT - 8} y={y(points) + 4} textAnchor="end">
              {points}
            </text>
          </g>
        ))}
        <polyline
          points={places.map(({ x, y: top }) => `${x},${top}`).join(' ')}
          fill="none"
          stroke="var(--mantine-primary-color-light-color)"
          strokeWidth={2.5}
        />
        {scores.map(({ id, points, scoredAt }, index) => (
          <circle
            key={id}
            cx={places[index]?.x}
            cy={places[index]?.y}
            r={id === chosenId ? 7 : 4}
            fill="var(--mantine-primary-color-light-color)"
          >
            <title>{`${points} · ${when(scoredAt)}`}</title>
          </circle>
        ))}
        {first && (
          <text x={last ? LEFT : (LEFT + width) / 2} y={HEIGHT - 6} textAnchor={last ? 'start' : 'middle'}>
            {when(first.scoredAt)}
          </text>
        )}
        {last && (
          <text x={width} y={HEIGHT - 6} textAnchor="end">
            {when(last.scoredAt)}
          </text>
        )}
      </svg>
      {scores.length > 1 && (
        <Group gap={4} mt={4} role="group" aria-label={text('lead.scores')}>
          {scores.map(({ id, points, scoredAt }) => (
            <Button
              key={id}
              size="compact-xs"
              variant={id === chosenId ? 'filled' : 'light'}
              aria-pressed={id === chosenId}
              aria-label={`${text('lead.pointsOf', { points })}, ${when(scoredAt)}`}
              onClick={() => onChoose(id)}
            >
              {points}
            </Button>
          ))}
        </Group>
      )}
    </div>
  );
}
