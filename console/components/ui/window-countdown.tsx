import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '../../i18n/language.tsx';

const [SECOND_MS, MINUTE_MS, HOUR_MS] = [1_000, 60_000, 3_600_000];
const DAY_HOURS = 24;

/** How long the platform still takes a reply: days and hours, then minutes, in the last hour by the second. */
export function WindowCountdown({ at }: { at: string }) {
  const text = useText();
  const { formatDate } = useIntl();
  const [now, setNow] = useState(Date.now);
  const leftMs = Math.max(0, Date.parse(at) - now);
  const isClose = leftMs < HOUR_MS;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), isClose ? SECOND_MS : MINUTE_MS / 2);
    return () => clearInterval(timer);
  }, [isClose]);
  const hours = Math.floor(leftMs / HOUR_MS);
  const minutes = Math.floor((leftMs % HOUR_MS) / MINUTE_MS);
  const seconds = String(Math.floor((leftMs % MINUTE_MS) / SECOND_MS)).padStart(2, '0');
  const said =
    leftMs === 0
      ? text('review.windowClosed')
      : isClose
        ? text('review.windowClock', { clock: `${minutes}:${seconds}` })
        : hours >= 2 * DAY_HOURS
          ? text('review.windowDays', { days: Math.floor(hours / DAY_HOURS), hours: hours % DAY_HOURS })
          : text('review.window', { hours, minutes });
  return (
    <Text
      component="time"
      dateTime={at}
      title={formatDate(at, { dateStyle: 'medium', timeStyle: 'short' })}
      size="sm"
      fw={isClose ? 600 : undefined}
      className="nowrap countdown"
      data-close={isClose || undefined}
    >
      {said}
    </Text>
  );
}
