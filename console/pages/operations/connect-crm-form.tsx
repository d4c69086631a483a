import { Button, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { CredentialFields } from './credential-fields.tsx';
import { CRM_WAYS, type CrmWay, readCredentials } from './credential-needs.ts';
import type { CrmKind } from './crm.generated.ts';
import { CrmWaySelect } from './crm-way-select.tsx';
import { Guide } from './guide.tsx';
import { Problem } from './problem.tsx';
import { SetupStep } from './setup-step.tsx';
import { useCrmChanges } from './use-crm.ts';

const KINDS = Object.keys(CRM_WAYS) as CrmKind[];
const firstWay = (kind: CrmKind): CrmWay => (kind === 'SALESFORCE' ? 'client' : 'token');

/** The CRM is asked first whether it accepts the credentials and has every field that would be written. */
export function ConnectCrmForm({ onConnected }: { onConnected: () => void }) {
  const text = useText();
  const { problem, isBusy, connect } = useCrmChanges();
  const [kind, setKind] = useState<CrmKind>('SALESFORCE');
  const [way, setWay] = useState<CrmWay>('client');
  const [displayName, setDisplayName] = useState('');
  const needs = CRM_WAYS[kind][way] ?? [];
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        const credentials = await readCredentials(event.currentTarget, needs);
        if (await connect({ kind, displayName, credentials })) onConnected();
      }}
    >
      <Stack gap="lg">
        <SetupStep number={1} title={text('setup.crm')}>
          <NativeSelect
            label={text('crm.kind')}
            value={kind}
            onChange={(event) => {
              const chosen = KINDS.find((each) => each === event.currentTarget.value) ?? kind;
              setKind(chosen);
              setWay(firstWay(chosen));
            }}
            data={KINDS.map((each) => ({ value: each, label: text(`crmKind.${each}`) }))}
          />
          <TextInput
            label={text('channel.displayName')}
            value={displayName}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
            required
          />
        </SetupStep>
        <SetupStep number={2} title={text('setup.credentials')}>
          <Guide id={`guide.${kind}`} />
          <CrmWaySelect kind={kind} way={way} onChoose={setWay} />
          <CredentialFields key={`${kind}-${way}`} needs={needs} />
        </SetupStep>
        <SetupStep number={3} title={text('setup.check')}>
          <Text size="sm">{text('crm.checkHint')}</Text>
          <Problem words={problem} />
          <Button type="submit" loading={isBusy} w="fit-content">
            {text('connect.now')}
          </Button>
        </SetupStep>
      </Stack>
    </form>
  );
}
