import type { FragmentType } from '@apollo/client';
import { Anchor, Badge, Button, Group, Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useRow } from '../../api/use-row.ts';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { type AlertCardFragment, AlertCardFragmentDoc } from './alerts.generated.ts';
import { alertInWords, placeOf } from './in-words.ts';
import { Problem } from './problem.tsx';
import { useAcknowledge } from './use-alerts.ts';

const COLOURS = { INFO: 'gray', WARNING: 'orange', CRITICAL: 'red' } as const;

export function AlertCard({ alert }: { alert: FragmentType<AlertCardFragment> & { id: string } }) {
  const text = useText();
  const { may } = useSession();
  const { problem, isBusy, acknowledge } = useAcknowledge();
  const data = useRow({ fragment: AlertCardFragmentDoc, fragmentName: 'AlertCard', from: alert });
  if (!data) return null;
  const isOpen = data.acknowledgedAt === null && data.resolvedAt === null;
  const { title, advice } = alertInWords(data.code, data.title);
  const place = placeOf(data.code);
  const conversationId = conversationOf(data.detail);
  return (
    <Paper component="li" withBorder p="sm" className="row">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Badge variant="light" color={COLOURS[data.severity]} tt="none">
            {text(`severity.${data.severity}`)}
          </Badge>
          <Text fw={600}>{title}</Text>
        </Group>
        {isOpen && may('operations:manage') && (
          <Button size="xs" variant="light" loading={isBusy} onClick={() => void acknowledge(data.id)}>
            {text('alert.acknowledge')}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        <TimeAgo at={data.raisedAt} />
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
      {advice && data.resolvedAt === null && <Text size="sm">{advice}</Text>}
      {data.resolvedAt === null && (
        <Group gap="md">
          {place && (
            <Anchor component={Link} href={place} size="sm">
              {text('alert.goThere')}
            </Anchor>
          )}
          {conversationId && may('conversations:read') && (
            <Anchor component={Link} href={`~/conversations/${conversationId}`} size="sm">
              {text('alert.conversation')}
            </Anchor>
          )}
        </Group>
      )}
      <Problem words={problem} />
    </Paper>
  );
}

const conversationOf = (detail: unknown): string | null => {
  const id = typeof detail === 'object' && detail !== null && 'conversationId' in detail ? detail.conversationId : null;
  return typeof id === 'string' ? id : null;
};
