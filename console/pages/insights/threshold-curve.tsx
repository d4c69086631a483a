import { Anchor, Stack, Text } from '@mantine/core';
import { useId, useState } from 'react';
import { Link } from 'wouter';
import { LineChart } from '../../components/ui/charts/line-chart.tsx';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import type { ConfidenceQuery, Intent } from './insights.generated.ts';

type Point = ConfidenceQuery['thresholdCurve'][number];

/** The slider begins at the threshold in force; moving it changes nothing but what is shown. */
export function ThresholdCurve({
  points,
  inForce,
  intent,
}: {
  points: readonly Point[];
  inForce: number;
  intent: Intent | null;
}) {
  const text = useText();
  const { share } = useFormats();
  const { may } = useSession();
  const id = useId();
  const [chosen, choose] = useState<number | null>(null);
  const first = points.findIndex(({ threshold }) => threshold >= inForce);
  const place = Math.min(chosen ?? (first < 0 ? points.length - 1 : first), points.length - 1);
  const point = points[place];
  if (!point) return null;
  const words =
    point.decisions === 0
      ? text('insights.wouldSendNone', { threshold: share(point.threshold), counted: points[0]?.decisions ?? 0 })
      : text('insights.wouldHave', {
          threshold: share(point.threshold),
          sent: share(point.autoReplyShare),
          decisions: point.decisions,
          wrong: share(point.errorRate),
          upper: share(point.errorRateUpper95),
        });
  return (
    <Stack gap="xs">
      <label htmlFor={id}>{text('insights.threshold')}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={points.length - 1}
        value={place}
        aria-valuetext={share(point.threshold)}
        onChange={(event) => choose(Number(event.currentTarget.value))}
      />
      <Text role="status">{words}</Text>
      {may('ai:configure') && (
        <Anchor component={Link} href={settingsAddress(point.threshold, intent)} size="sm">
          {intent === null
            ? text('insights.useThreshold', { threshold: share(point.threshold) })
            : text('insights.useThresholdFor', { threshold: share(point.threshold), intent: text(`intent.${intent}`) })}
        </Anchor>
      )}
      <LineChart
        label={text('insights.curve')}
        nameOfPoint={text('insights.threshold')}
        series={[text('insights.sent'), text('insights.wrong'), text('insights.upper')]}
        points={points.map(({ threshold, autoReplyShare, errorRate, errorRateUpper95, decisions }) => ({
          name: share(threshold),
          values: [autoReplyShare, errorRate, decisions === 0 ? null : errorRateUpper95],
        }))}
        format={share}
        max={1}
        marked={place}
      />
    </Stack>
  );
}

/** The settings, with it filled in: nothing is changed until somebody saves them. */
const settingsAddress = (threshold: number, intent: Intent | null): string =>
  `~/operations/settings?threshold=${threshold}${intent === null ? '' : `&intent=${intent}`}`;
