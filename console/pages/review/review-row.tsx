import type { FragmentType } from '@apollo/client';
import { Badge, Button, Group, Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useRow } from '../../api/use-row.ts';
import { LastMessage } from '../../components/thread/last-message.tsx';
import { TierBadge } from '../../components/ui/tier-badge.tsx';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { WindowCountdown } from '../../components/ui/window-countdown.tsx';
import { useText } from '../../i18n/language.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { ReasonBadge } from './reason-badge.tsx';
import { type ReviewRowFragment, ReviewRowFragmentDoc } from './review-queue.generated.ts';

interface Properties {
  readonly review: FragmentType<ReviewRowFragment> & { readonly id: string };
  readonly isOpen: boolean;
  /** Those that can be approved together with it, itself among them. */
  readonly alike: readonly string[] | null;
  readonly onAlike: (ids: readonly string[]) => void;
}

export function ReviewRow({ review, isOpen, alike, onAlike }: Properties) {
  const text = useText();
  const data = useRow({
    fragment: ReviewRowFragmentDoc,
    fragmentName: 'ReviewRow',
    from: review,
    variables: useScopeVariables('readConversations', 'readLeads', 'decideReviews'),
  });
  if (!data) return null;
  const { conversation, claim, reason, confidence, createdAt, dueAt } = data;
  const asked = conversation?.lastMessage;
  // a message that was read back late has waited for as long as its writer knows
  const since = asked?.direction === 'INBOUND' ? asked.sentAt : createdAt;
  return (
    <Paper withBorder className="row" data-open={isOpen || undefined}>
      <Link href={`/${review.id}`} className="row-link" aria-current={isOpen ? 'true' : undefined}>
        <Group justify="space-between" wrap="nowrap">
          <Text fw={600} truncate>
            {conversation?.contact.displayName ?? text('contact.unknown')}
          </Text>
          <Text c="dimmed" size="sm" className="nowrap">
            <TimeAgo at={since} />
          </Text>
        </Group>
        {conversation && <LastMessage message={conversation.lastMessage} />}
        <Group gap="xs" mt={4}>
          {conversation?.lead && <TierBadge tier={conversation.lead.tier} />}
          {conversation && (
            <Badge variant="light" color="gray">
              {text(`platform.${conversation.channel.platform}`)}
            </Badge>
          )}
          <ReasonBadge reason={reason} confidence={confidence} />
          {data.status === 'CLAIMED' && claim?.by && (
            <Badge variant="outline" color="gray">
              {claim.by.displayName}
            </Badge>
          )}
          {dueAt && <WindowCountdown at={dueAt} />}
        </Group>
      </Link>
      {alike && (
        <Button
          size="compact-xs"
          variant="subtle"
          ml={8}
          mb={6}
          aria-label={text('review.alikeHint', { count: alike.length })}
          onClick={() => onAlike(alike)}
        >
          {text('review.alike', { count: alike.length })}
        </Button>
      )}
    </Paper>
  );
}
