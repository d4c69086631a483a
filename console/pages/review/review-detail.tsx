import { useQuery } from '@apollo/client/react';
import { Alert, Anchor, Badge, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { MessageThread } from './message-thread.tsx';
import { OpenReviewDocument } from './review.generated.ts';
import { ReviewDecisionPanel } from './review-decision-panel.tsx';
import { ReviewFindings } from './review-findings.tsx';

/** One review with everything that is needed to decide it. What happens to it arrives with the queue's events. */
export function ReviewDetail({ id }: { id: string }) {
  const text = useText();
  const scopes = useScopeVariables('readConversations', 'readRuns', 'readPersonalData', 'decideReviews', 'readLeads');
  const { data, error, refetch } = useQuery(OpenReviewDocument, {
    variables: { ...scopes, id },
    fetchPolicy: 'cache-and-network',
  });
  if (data?.review === null) return <PageState state="empty" message={text('review.gone')} />;
  const review = data?.review;
  if (!review) return <PageState state={error ? 'failed' : 'loading'} onRetry={() => void refetch()} />;
  const { conversation, run, refusal, supersededBy } = review;
  const customer = conversation?.contact.displayName ?? text('contact.unknown');
  return (
    <Stack component="article" aria-labelledby="review-name">
      <Anchor component={Link} href="/" hiddenFrom="md">
        {text('review.backToQueue')}
      </Anchor>
      <Group gap="xs">
        <Title order={2} size="h3" id="review-name">
          {customer}
        </Title>
        {conversation && <Badge variant="light">{text(`platform.${conversation.channel.platform}`)}</Badge>}
        {conversation?.isPublic && (
          <Badge variant="light" color="orange">
            {text('review.public')}
          </Badge>
        )}
        <Badge variant="outline" color="gray">
          {text(`review.state.${review.status}`)}
        </Badge>
        {review.dueAt && (
          <Text size="sm" c="dimmed">
            {text('review.due')} <TimeAgo at={review.dueAt} />
          </Text>
        )}
      </Group>
      {refusal && <Alert color="orange">{text('review.refused', { message: refusal.message })}</Alert>}
      {supersededBy && (
        <Alert color="orange" role="status">
          {text('review.outdated')}{' '}
          <Anchor component={Link} href={`/${supersededBy.id}`}>
            {text('review.openNewer')}
          </Anchor>
        </Alert>
      )}
      {conversation && <MessageThread messages={conversation.messages.nodes} customer={customer} />}
      <ReviewDecisionPanel review={review} />
      {run && <ReviewFindings run={run} confidence={review.confidence} lead={conversation?.lead ?? null} />}
    </Stack>
  );
}
