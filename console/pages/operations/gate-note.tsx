import { Alert } from '@mantine/core';
import { useIntl } from 'react-intl';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import type { AiSettings } from './use-settings.ts';

/** What the decisions so far allow to go out unseen. */
export function GateNote({ gate }: { gate: AiSettings['gate'] }) {
  const text = useText();
  const { formatNumber } = useIntl();
  const share = (value: number | null) => formatNumber(value ?? 0, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <Alert color={gate.threshold === null ? 'orange' : 'teal'}>
      {gate.threshold === null
        ? text('gate.closed', { more: gate.moreDecisions, counted: gate.counted })
        : text('gate.open', {
            threshold: share(gate.threshold),
            coverage: share(gate.coverage),
            error: share(gate.errorRateUpper),
            counted: gate.counted,
          })}{' '}
      {gate.shadowSince && (
        <>
          {text('gate.shadow')} <TimeAgo at={gate.shadowSince} />.
        </>
      )}
    </Alert>
  );
}
