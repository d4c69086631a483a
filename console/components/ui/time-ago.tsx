import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;
const TICK_MS = 20_000;

/** "3 minutes ago", "in 2 hours"; the moment itself in the reader's zone on hover. */
export function TimeAgo({ at }: { at: string }) {
  const { formatRelativeTime, formatDate } = useIntl();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = (Date.parse(at) - now) / 1_000;
  // below a minute it is "now"
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? (['second', 60] as const);
  return (
    <time dateTime={at} title={formatDate(at, { dateStyle: 'medium', timeStyle: 'short' })}>
      {formatRelativeTime(Math.trunc(seconds / size), unit, { numeric: 'auto' })}
    </time>
  );
}
