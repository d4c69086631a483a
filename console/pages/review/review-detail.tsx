import { useQuery } from '@apollo/client/react';
import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import { refusalMessage } from '../../api/error-message.ts';
import { MessageThread } from '../../components/message-thread.tsx';
import { PageState } from '../../components/ui/page-state.tsx';
import { ConversationViewers } from '../../components/viewers/conversation-viewers.tsx';
import { useText } from '../../i18n/language.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { useDesk } from './desk.ts';
import { MarkedDraft, UnsupportedNote } from './marked-draft.tsx';
import { OpenReviewDocument } from './review.generated.ts';
import { ReviewDecisionPanel } from './review-decision-panel.tsx';
import { ReviewFindings } from './review-findings.tsx';
import { ReviewHead } from './review-head.tsx';
import type { DecidedReview } from './use-decision.ts';

/** The newer draft may still be in the making; its review tells of itself, not of this one. */
const SUCCESSOR_MS = 2_000;

interface Properties {
  readonly id: string;
  readonly onDecided: (review: DecidedReview, token: number) => void;
}

/** One review with everything that is needed to decide it. What happens to it arrives with the queue's events. */
export function ReviewDetail({ id, onDecided }: Properties) {
  const text = useText();
  const scopes = useScopeVariables(
    'readConversations',
    'readRuns',
    'readPersonalData',
    'readKnowledge',
    'decideReviews',
    'readLeads',
  );
  const { data, error, refetch, startPolling, stopPolling } = useQuery(OpenReviewDocument, {
    variables: { ...scopes, id },
    fetchPolicy: 'cache-and-network',
  });
  const review = data?.review;
  const isOutdated = review?.status === 'SUPERSEDED';
  const isSuccessorKnown = review?.supersededBy != null;
  useEffect(() => {
    if (!isOutdated) return;
    // the message that outdates it belongs into the thread
    void refetch().catch(() => undefined);
    if (!isSuccessorKnown) startPolling(SUCCESSOR_MS);
    return stopPolling;
  }, [isOutdated, isSuccessorKnown, refetch, startPolling, stopPolling]);
  if (data?.review === null) return <PageState state="empty" message={text('review.gone')} />;
  if (!review) return <PageState state={error ? 'failed' : 'loading'} onRetry={() => void refetch()} />;
  const { conversation, run, refusal, supersededBy } = review;
  const customer = conversation?.contact.displayName ?? text('contact.unknown');
  return (
    <Stack component="article" aria-labelledby="review-name">
      <Anchor component={Link} href="/" hiddenFrom="md">
        {text('review.backToQueue')}
      </Anchor>
      <ReviewHead review={review} customer={customer} />
      {refusal && <Alert color="orange">{text('review.refused', { message: refusalMessage(refusal) })}</Alert>}
      {isOutdated && <Outdated id={id} newerId={supersededBy?.id ?? null} />}
      {conversation && <ConversationViewers id={conversation.id} />}
      {conversation && <MessageThread messages={conversation.messages.nodes} customer={customer} />}
      {run && <UnsupportedNote run={run} />}
      <ReviewDecisionPanel review={review} onDecided={onDecided} />
      {run && <MarkedDraft run={run} />}
      {run && <ReviewFindings run={run} confidence={review.confidence} lead={conversation?.lead ?? null} />}
    </Stack>
  );
}

/** The customer wrote while somebody was at it: what they typed goes on to the newer review if they like. */
function Outdated({ id, newerId }: { id: string; newerId: string | null }) {
  const text = useText();
  const { typed } = useDesk();
  const [, navigate] = useLocation();
  const written = typed.get(id);
  return (
    <Alert color="orange" role="alert" title={text('review.outdatedTitle')}>
      <Stack gap="xs" align="start">
        <Text size="sm">{text(written === undefined ? 'review.outdated' : 'review.outdatedKept')}</Text>
        {newerId && (
          <Group gap="xs">
            {written !== undefined && (
              <Button
                size="compact-md"
                onClick={() => {
                  typed.set(newerId, written);
                  navigate(`/${newerId}`);
                }}
              >
                {text('review.carryOver')}
              </Button>
            )}
            <Anchor component={Link} href={`/${newerId}`} size="sm">
              {text('review.openNewer')}
            </Anchor>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
