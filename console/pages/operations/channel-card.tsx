import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { type ChannelCardFragment, ChannelCardFragmentDoc } from './channels.generated.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { CHANNEL_NEEDS } from './credential-needs.ts';
import { HealthBadge } from './health-badge.tsx';
import { NewCredentialsForm } from './new-credentials-form.tsx';
import { Problem } from './problem.tsx';
import { RetentionForm } from './retention-form.tsx';
import { TroubleNote } from './trouble-note.tsx';
import { useChannelChanges } from './use-channels.ts';

export function ChannelCard({
  channel,
  mayManage,
}: {
  channel: FragmentType<ChannelCardFragment> & { id: string };
  mayManage: boolean;
}) {
  const text = useText();
  const [isRenewing, setIsRenewing] = useState(false);
  const { problem, isBusy, renew, retain, disconnect } = useChannelChanges();
  const { data, complete } = useFragment({ fragment: ChannelCardFragmentDoc, fragmentName: 'ChannelCard', from: channel });
  if (!complete) return null;
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
          {text(`platform.${data.platform}`)} · <span className="as-written">{data.accountId}</span> ·{' '}
          {data.lastInboundAt ? (
            <>
              {text('channel.lastMessage')} <TimeAgo at={data.lastInboundAt} />
            </>
          ) : (
            text('channel.noMessage')
          )}
        </Text>
        <Group gap={6}>
          {data.capabilities.map((capability) => (
            <Badge key={capability} variant="light" color="gray" tt="none">
              {text(`capability.${capability}`)}
            </Badge>
          ))}
        </Group>
        <TroubleNote of="channel" status={data.status} error={data.lastError} />
        {mayManage ? (
          <RetentionForm hours={data.retentionHours} isBusy={isBusy} onSave={(hours) => retain(data.id, hours)} />
        ) : (
          <Text size="sm">
            {data.retentionHours === null ? text('channel.keptForEver') : text('channel.keptFor', { hours: data.retentionHours })}
          </Text>
        )}
        <Problem words={problem} />
        {mayManage && isRenewing && (
          <NewCredentialsForm
            needs={CHANNEL_NEEDS[data.platform]}
            guide={`guide.${data.platform}`}
            isBusy={isBusy}
            onSend={async (credentials) => {
              if (await renew(data.id, credentials)) setIsRenewing(false);
            }}
          />
        )}
        {mayManage && (
          <Group gap="xs">
            <Button size="xs" variant="light" onClick={() => setIsRenewing(!isRenewing)}>
              {isRenewing ? text('review.cancel') : text('connect.newCredentials')}
            </Button>
            {data.status !== 'DISCONNECTED' && (
              <ConfirmButton
                label={text('connect.disconnect')}
                confirmLabel={text('connect.disconnectNow')}
                consequence={text('channel.consequence', { name: data.displayName })}
                isBusy={isBusy}
                onConfirm={() => disconnect(data.id)}
              />
            )}
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
