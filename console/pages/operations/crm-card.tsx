import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { FormattedNumber } from 'react-intl';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { CRM_WAYS, type CrmWay } from './credential-needs.ts';
import { type CrmCardFragment, CrmCardFragmentDoc } from './crm.generated.ts';
import { CrmWaySelect } from './crm-way-select.tsx';
import { readFieldMapping } from './field-mapping.ts';
import { HealthBadge } from './health-badge.tsx';
import { MappingForm } from './mapping-form.tsx';
import { NewCredentialsForm } from './new-credentials-form.tsx';
import { Problem } from './problem.tsx';
import { ReconciliationNote } from './reconciliation-note.tsx';
import { TroubleNote } from './trouble-note.tsx';
import { useCrmChanges } from './use-crm.ts';

type Opened = 'credentials' | 'mapping' | null;

export function CrmCard({
  connection,
  mayManage,
}: {
  connection: FragmentType<CrmCardFragment> & { id: string };
  mayManage: boolean;
}) {
  const text = useText();
  const { problem, isBusy, renew, map, disconnect, reconcile } = useCrmChanges();
  const [opened, setOpened] = useState<Opened>(null);
  const [way, setWay] = useState<CrmWay | null>(null);
  const { data, complete } = useFragment({ fragment: CrmCardFragmentDoc, fragmentName: 'CrmCard', from: connection });
  if (!complete) return null;
  const ways = CRM_WAYS[data.kind];
  const chosenWay = way ?? (Object.keys(ways) as CrmWay[])[0] ?? 'token';
  const toggle = (part: Opened) => setOpened(opened === part ? null : part);
  return (
    <Paper component="li" withBorder p="md" className="row">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} size="h5">
            {data.displayName}
          </Title>
          <HealthBadge status={data.status} error={data.lastError} />
        </Group>
        <Text size="sm" c="dimmed">
          {text(`crmKind.${data.kind}`)} ·{' '}
          {data.lastSyncAt ? (
            <>
              {text('crm.lastSync')} <TimeAgo at={data.lastSyncAt} />
            </>
          ) : (
            text('crm.noSync')
          )}
          {data.quotaUsed !== null && (
            <>
              {' '}
              · {text('crm.quota')} <FormattedNumber value={data.quotaUsed} style="percent" />
            </>
          )}
        </Text>
        <TroubleNote of="crm" status={data.status} error={data.lastError} />
        {data.lastReconciliation && <ReconciliationNote found={data.lastReconciliation} />}
        <Problem words={problem} />
        {mayManage && (
          <Group gap="xs">
            <Button size="xs" variant="light" onClick={() => toggle('mapping')} aria-expanded={opened === 'mapping'}>
              {text('crm.mapping')}
            </Button>
            <Button size="xs" variant="light" onClick={() => toggle('credentials')} aria-expanded={opened === 'credentials'}>
              {text('connect.newCredentials')}
            </Button>
            {data.status !== 'DISCONNECTED' && (
              <>
                <Button size="xs" variant="light" loading={isBusy} onClick={() => void reconcile(data.id)}>
                  {text('crm.reconcile')}
                </Button>
                <ConfirmButton
                  label={text('connect.disconnect')}
                  confirmLabel={text('connect.disconnectNow')}
                  consequence={text('crm.consequence', { name: data.displayName })}
                  isBusy={isBusy}
                  onConfirm={() => disconnect(data.id)}
                />
              </>
            )}
          </Group>
        )}
        {opened === 'mapping' && (
          <MappingForm
            connectionId={data.id}
            saved={readFieldMapping(data.fieldMapping)}
            isBusy={isBusy}
            onSave={(mapping) => map(data.id, mapping)}
          />
        )}
        {opened === 'credentials' && (
          <>
            <CrmWaySelect kind={data.kind} way={chosenWay} onChoose={setWay} />
            <NewCredentialsForm
              key={chosenWay}
              needs={ways[chosenWay] ?? []}
              guide={`guide.${data.kind}`}
              isBusy={isBusy}
              onSend={async (credentials) => {
                if (await renew(data.id, credentials)) setOpened(null);
              }}
            />
          </>
        )}
      </Stack>
    </Paper>
  );
}
