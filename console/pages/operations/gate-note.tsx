import { Alert } from '@mantine/core';
import { useIntl } from 'react-intl';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import type { AiSettings } from './use-settings.ts';

/** What the decisions so far allow to go out unseen; where no target error holds yet, what setting one would begin with. */
export function GateNote({ gate, isInForce }: { gate: AiSettings['gate']; isInForce: boolean }) {
  const text = useText();
  const { formatNumber } = useIntl();
  const share = (value: number | null) =>
    value === null ? '–' : formatNumber(value, { style: 'percent', maximumFractionDigits: 1 });
  if (!isInForce) return <Alert color="blue">{text('gate.notYet', { counted: gate.counted })}</Alert>;
  return (
    <Alert color={gate.threshold === null ? 'orange' : 'teal'}>
      {gate.threshold === null
        ? text('gate.closed', { more: gate.moreDecisions, counted: gate.counted })
        : text('gate.open', {
            threshold: share(gate.threshold),
            coverage: share(gate.coverage),
            error: share(gate.errorRateUpper),
            decisions: gate.decisions,
            counted: gate.counted,
          })}{' '}
      {text('gate.next', { next: gate.nextLookAfter })}{' '}
      {gate.shadowSince && (
        <>
          {text(`gate.shadow.${gate.shadowReason ?? 'RECIPE_CHANGED'}`)} <TimeAgo at={gate.shadowSince} />.
        </>
      )}
    </Alert>
  );
}
