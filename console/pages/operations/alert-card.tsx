import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Badge, Button, Group, Paper, Text } from '@mantine/core';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { type AlertCardFragment, AlertCardFragmentDoc } from './alerts.generated.ts';
import { Problem } from './problem.tsx';
import { useAcknowledge } from './use-alerts.ts';

const COLOURS = { INFO: 'gray', WARNING: 'orange', CRITICAL: 'red' } as const;

export function AlertCard({ alert }: { alert: FragmentType<AlertCardFragment> & { id: string } }) {
  const text = useText();
  const { may } = useSession();
  const { problem, isBusy, acknowledge } = useAcknowledge();
  const { data, complete } = useFragment({ fragment: AlertCardFragmentDoc, fragmentName: 'AlertCard', from: alert });
  if (!complete) return null;
  const isOpen = data.acknowledgedAt === null && data.resolvedAt === null;
  return (
    <Paper component="li" withBorder p="sm" className="row">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Badge variant="light" color={COLOURS[data.severity]} tt="none">
            {text(`severity.${data.severity}`)}
          </Badge>
          <Text fw={600}>{data.title}</Text>
        </Group>
        {isOpen && may('operations:manage') && (
          <Button size="xs" variant="light" loading={isBusy} onClick={() => void acknowledge(data.id)}>
            {text('alert.acknowledge')}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        <TimeAgo at={data.raisedAt} /> · {data.code}
        {data.acknowledgedAt && (
          <>
            {' '}
            · {text('alert.by', { name: data.acknowledgedBy?.displayName ?? text('contact.unknown') })}{' '}
            <TimeAgo at={data.acknowledgedAt} />
          </>
        )}
        {data.resolvedAt && (
          <>
            {' '}
            · {text('alert.resolved')} <TimeAgo at={data.resolvedAt} />
          </>
        )}
      </Text>
      <Problem words={problem} />
    </Paper>
  );
}
