import { Text } from '@mantine/core';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import type { CrmCardFragment } from './crm.generated.ts';

/** What the latest comparison with the CRM found. */
export function ReconciliationNote({ found }: { found: NonNullable<CrmCardFragment['lastReconciliation']> }) {
  const text = useText();
  return (
    <Text size="sm">
      {text('crm.reconciled')} <TimeAgo at={found.at} />:{' '}
      {text('crm.found', {
        checked: found.checked,
        missing: found.missing.length,
        stale: found.stale.length,
        duplicates: found.duplicates.length,
      })}
    </Text>
  );
}
