import { Button, Group } from '@mantine/core';
import { useIntl } from 'react-intl';
import { useText } from '../../i18n/language.tsx';

interface Score {
  readonly id: string;
  readonly points: number;
  readonly scoredAt: string;
}

const WIDTH = 600;
const HEIGHT = 160;
const EDGE = 12;

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
  const step = (WIDTH - 2 * EDGE) / Math.max(1, scores.length - 1);
  const places = scores.map(({ points }, index) => ({
    x: scores.length === 1 ? WIDTH / 2 : EDGE + index * step,
    y: HEIGHT - EDGE - (points / 100) * (HEIGHT - 2 * EDGE),
  }));
  const when = (at: string) => formatDate(at, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={text('lead.scoreLine', { count: scores.length })}
        width="100%"
      >
        {[0, 50, 100].map((points) => {
          const y = HEIGHT - EDGE - (points / 100) * (HEIGHT - 2 * EDGE);
          return <line key={points} x1={0} x2={WIDTH} y1={y} y2={y} stroke="currentColor" strokeOpacity={0.2} />;
        })}
        <polyline
          points={places.map(({ x, y }) => `${x},${y}`).join(' ')}
          fill="none"
          stroke="var(--mantine-primary-color-filled)"
          strokeWidth={2.5}
        />
        {scores.map(({ id, points, scoredAt }, index) => (
          <circle
            key={id}
            cx={places[index]?.x}
            cy={places[index]?.y}
            r={id === chosenId ? 7 : 4}
            fill="var(--mantine-primary-color-filled)"
          >
            <title>{`${points} · ${when(scoredAt)}`}</title>
          </circle>
        ))}
      </svg>
      {scores.length > 1 && (
        <Group gap={4} role="group" aria-label={text('lead.scores')}>
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
    </>
  );
}
