import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { refusalMessage } from '../../api/error-message.ts';
import { isReviewOpen } from '../../components/is-review-open.ts';
import { Thread } from '../../components/thread/thread.tsx';
import { PageState } from '../../components/ui/page-state.tsx';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { ViewersLine } from '../../components/viewers/viewers-line.tsx';
import { useText } from '../../i18n/language.tsx';
import { useDesk } from './desk.ts';
import { MarkedDraft, UnsupportedNote } from './marked-draft.tsx';
import type { OpenReviewQuery } from './review.generated.ts';
import { ReviewDecisionPanel } from './review-decision-panel.tsx';
import { ReviewFindings } from './review-findings.tsx';
import { ReviewHead } from './review-head.tsx';
import { answeredByHand } from './unanswered.ts';
import type { DecidedReview } from './use-decision.ts';
import { useOpenReview } from './use-open-review.ts';

type Review = NonNullable<OpenReviewQuery['review']>;

interface Properties {
  readonly id: string;
  readonly onDecided: (review: DecidedReview, token: number) => void;
  readonly onDecidedUnanswered: () => void;
  /** The way on. */
  readonly next: ReactNode;
}

/** One review with everything that is needed to decide it. */
export function ReviewDetail({ id, onDecided, onDecidedUnanswered, next }: Properties) {
  const text = useText();
  const { review, error, retry, showEarlier } = useOpenReview(id);
  if (review === null) return <PageState state="empty" message={text('review.gone')} />;
  if (!review) return <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />;
  const { conversation, run, refusal } = review;
  const customer = conversation?.contact.displayName ?? text('contact.unknown');
  return (
    <Stack component="article" aria-labelledby="review-name">
      <Anchor component={Link} href="/" hiddenFrom="md">
        {text('review.backToQueue')}
      </Anchor>
      <ReviewHead review={review} customer={customer} next={next} />
      {refusal && <Alert color="orange">{text('review.refused', { message: refusalMessage(refusal) })}</Alert>}
      {review.status === 'SUPERSEDED' && <Outdated id={id} newerId={review.supersededBy?.id ?? null} />}
      {conversation && (
        <>
          <ViewersLine viewers={conversation.viewers} />
          <Thread
            messages={conversation.messages.nodes}
            notes={conversation.notes}
            customer={customer}
            onEarlier={showEarlier && (() => void showEarlier())}
          />
        </>
      )}
      <AnsweredByHand review={review} />
      {run && <UnsupportedNote run={run} />}
      <ReviewDecisionPanel review={review} onDecided={onDecided} onDecidedUnanswered={onDecidedUnanswered} />
      {run && <MarkedDraft run={run} />}
      {run && <ReviewFindings run={run} confidence={review.confidence} lead={conversation?.lead ?? null} />}
    </Stack>
  );
}

/** Somebody was faster, from the conversation or in the platform's own inbox. */
function AnsweredByHand({ review: { status, createdAt, conversation } }: { review: Review }) {
  const text = useText();
  const answer = isReviewOpen(status) && conversation ? answeredByHand(conversation.messages.nodes, createdAt) : null;
  if (!answer) return null;
  return (
    <Alert color="orange" role="alert" title={text('review.answeredTitle')}>
      <Text size="sm">
        {text('review.answered')} (<TimeAgo at={answer.sentAt} />)
      </Text>
    </Alert>
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
