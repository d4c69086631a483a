import { Button, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import type { Platform } from './channels.generated.ts';
import { CredentialFields } from './credential-fields.tsx';
import { CHANNEL_NEEDS, readCredentials } from './credential-needs.ts';
import { Guide } from './guide.tsx';
import { Problem } from './problem.tsx';
import { SetupStep } from './setup-step.tsx';
import { useChannelChanges } from './use-channels.ts';
import { WebhookAddress } from './webhook-address.tsx';

const PLATFORMS = Object.keys(CHANNEL_NEEDS) as Platform[];

/** Checked with the platform before anything is stored; what it says against the account or the credentials is shown in its words. */
export function ConnectChannelForm({ onConnected }: { onConnected: () => void }) {
  const text = useText();
  const { problem, isBusy, connect } = useChannelChanges();
  const [platform, setPlatform] = useState<Platform>('FACEBOOK');
  const [accountId, setAccountId] = useState('');
  const [displayName, setDisplayName] = useState('');
  const needs = CHANNEL_NEEDS[platform];
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        const credentials = await readCredentials(event.currentTarget, needs);
        if (await connect({ platform, accountId: accountId.trim(), displayName, credentials })) onConnected();
      }}
    >
      <Stack gap="lg">
        <SetupStep number={1} title={text('setup.account')}>
          <NativeSelect
            label={text('channel.platform')}
            value={platform}
            onChange={(event) => setPlatform(PLATFORMS.find((each) => each === event.currentTarget.value) ?? platform)}
            data={PLATFORMS.map((each) => ({ value: each, label: text(`platform.${each}`) }))}
          />
          <TextInput
            label={text('channel.displayName')}
            value={displayName}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
            required
          />
          <TextInput
            label={text(`channel.account.${platform}`)}
            value={accountId}
            onChange={(event) => setAccountId(event.currentTarget.value)}
            required
            autoComplete="off"
          />
        </SetupStep>
        <SetupStep number={2} title={text('setup.credentials')}>
          <Guide id={`guide.${platform}`} />
          <CredentialFields key={platform} needs={needs} />
        </SetupStep>
        <SetupStep number={3} title={text('setup.webhook')}>
          <WebhookAddress platform={platform} />
        </SetupStep>
        <SetupStep number={4} title={text('setup.check')}>
          <Text size="sm">{text('channel.checkHint')}</Text>
          <Problem words={problem} />
          <Button type="submit" loading={isBusy} w="fit-content">
            {text('connect.now')}
          </Button>
        </SetupStep>
      </Stack>
    </form>
  );
}
