import { Alert, Paper, Stack, Text, Title } from '@mantine/core';
import { useIntl } from 'react-intl';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import type { ConfidenceQuery } from './insights.generated.ts';

type Settings = ConfidenceQuery['aiSettings'];

/** What may go out unseen at the moment, and what it takes until more may. */
export function GateInWords({ settings }: { settings: Settings }) {
  const text = useText();
  const { formatDate } = useIntl();
  const { share } = useFormats();
  const { gate } = settings;
  return (
    <Paper withBorder p="sm" component="section" aria-label={text('insights.gate')}>
      <Stack gap="xs">
        <Title order={2} size="h5">
          {text('insights.gate')}
        </Title>
        {gate.shadowSince && (
          <Alert color="yellow">
            {text('insights.gate.shadow', { date: formatDate(gate.shadowSince, { dateStyle: 'medium', timeStyle: 'short' }) })}{' '}
            {gate.shadowReason && text(`insights.gate.${gate.shadowReason}`)}
          </Alert>
        )}
        <GateStanding settings={settings} />
        <Text size="sm">{text('insights.gate.audit', { share: share(settings.auditShare) })}</Text>
      </Stack>
    </Paper>
  );
}

function GateStanding({ settings }: { settings: Settings }) {
  const text = useText();
  const { share } = useFormats();
  const { autoReply, confidenceThreshold, targetError, gate } = settings;
  if (!autoReply) return <Text>{text('insights.gate.off')}</Text>;
  if (targetError === null) return <Text>{text('insights.gate.own', { threshold: share(confidenceThreshold) })}</Text>;
  const target = share(targetError);
  if (gate.threshold === null) {
    return (
      <Text>
        {text('insights.gate.closed', { target, counted: gate.counted })}{' '}
        {gate.moreDecisions > 0
          ? text('insights.gate.more', { count: gate.moreDecisions })
          : text('insights.gate.next', { count: gate.nextLookAfter })}
      </Text>
    );
  }
  return (
    <Text>
      {text('insights.gate.open', {
        threshold: share(gate.threshold),
        coverage: share(gate.coverage),
        decisions: gate.decisions,
        upper: share(gate.errorRateUpper),
        target,
      })}{' '}
      {text('insights.gate.next', { count: gate.nextLookAfter })}
    </Text>
  );
}
