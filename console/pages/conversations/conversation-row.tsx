import type { FragmentType } from '@apollo/client';
import { Badge, Group, Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useRow } from '../../api/use-row.ts';
import { LastMessage } from '../../components/thread/last-message.tsx';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { type ConversationRowFragment, ConversationRowFragmentDoc } from './conversations.generated.ts';

export const STATUS_COLOURS = {
  OPEN: 'orange',
  WAITING_FOR_REVIEW: 'ink',
  WAITING_FOR_CUSTOMER: 'teal',
  SNOOZED: 'gray',
  CLOSED: 'gray',
} as const;

interface Properties {
  readonly conversation: FragmentType<ConversationRowFragment> & { readonly id: string };
  readonly isOpen: boolean;
  /** The address's: another conversation of the same list is opened. */
  readonly search: string;
}

export function ConversationRow({ conversation, isOpen, search }: Properties) {
  const text = useText();
  const data = useRow({
    fragment: ConversationRowFragmentDoc,
    fragmentName: 'ConversationRow',
    from: conversation,
  });
  if (!data) return null;
  const { contact, channel, status, assignee, labels, lastMessage, lastMessageAt } = data;
  return (
    <Paper withBorder className="row" data-open={isOpen || undefined}>
      <Link href={`/${conversation.id}${search}`} className="row-link" aria-current={isOpen ? 'true' : undefined}>
        <Group justify="space-between" wrap="nowrap">
          <Text fw={600} truncate>
            {contact.displayName ?? text('contact.unknown')}
          </Text>
          <Text c="dimmed" size="sm" className="nowrap">
            <TimeAgo at={lastMessageAt} />
          </Text>
        </Group>
        <LastMessage message={lastMessage} />
        <Group gap={6} mt={4}>
          <Badge variant="light" color={STATUS_COLOURS[status]}>
            {text(`status.${status}`)}
          </Badge>
          <Badge variant="light" color="gray">
            {text(`platform.${channel.platform}`)}
          </Badge>
          {assignee && (
            <Badge variant="outline" color="gray" tt="none">
              {assignee.displayName}
            </Badge>
          )}
          {labels.map((label) => (
            <Badge key={label} variant="light" tt="none">
              {label}
            </Badge>
          ))}
        </Group>
      </Link>
    </Paper>
  );
}
