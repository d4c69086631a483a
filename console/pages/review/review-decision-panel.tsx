import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { ReplyField } from '../../components/canned-replies/reply-field.tsx';
import { UnfilledQuestion } from '../../components/canned-replies/unfilled-question.tsx';
import { useUnfilled } from '../../components/canned-replies/use-unfilled.ts';
import { isReviewOpen } from '../../components/is-review-open.ts';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { AskForm } from './ask-form.tsx';
import { DecidedReply, isDecided } from './decided-reply.tsx';
import { DecisionProblem } from './decision-problem.tsx';
import { useDesk } from './desk.ts';
import { ReplyDifference } from './reply-difference.tsx';
import type { OpenReviewQuery } from './review.generated.ts';
import { TeachButton } from './teach-button.tsx';
import { useClaim } from './use-claim.ts';
import { type DecidedReview, useDecision } from './use-decision.ts';
import { useReplyText } from './use-reply-text.ts';
import { useShortcuts } from './use-shortcuts.ts';

type Review = NonNullable<OpenReviewQuery['review']>;

const LOST: ReadonlySet<string> = new Set(['ReviewClaimLost', 'ReviewHeldByAnother']);
/** Whoever pressed a key twice meant the review before. */
const TWICE_MS = 1_000;

interface Properties {
  readonly review: Review;
  readonly onDecided: (review: DecidedReview, token: number) => void;
  /** It is decided, and whoever decided may not have been answered. */
  readonly onDecidedUnanswered: () => void;
}

/** The reply and what can be done with it. */
export function ReviewDecisionPanel({ review, onDecided, onDecidedUnanswered }: Properties) {
  const text = useText();
  const { may, member } = useSession();
  const claim = useClaim(review.id, review.status);
  const decision = useDecision(review.id);
  const draft = review.draftText ?? '';
  const typed = useReplyText(review.id, draft);
  const { reply, isEdited } = typed;
  const desk = useDesk();
  const [asking, setAsking] = useState<'reason' | 'guidance' | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);

  const { token, forget } = claim;
  // an event says that the claim is another's now: ours ran out
  const isTaken = token !== null && review.claim?.token !== undefined && review.claim.token > token;
  const isUndone = token !== null && review.decision !== null && review.decision.at === desk.undone.get(review.id);
  const isFinal = !isReviewOpen(review.status) && !isUndone;
  const isSettled = isFinal && isDecided(review);
  const { conversation } = review;
  const { problem } = decision;
  const isLost = problem !== null && problem !== 'UNREACHABLE' && LOST.has(problem.__typename);
  useEffect(() => {
    if (isTaken || isLost) forget();
  }, [isTaken, isLost, forget]);
  const { clear } = decision;
  const isUnanswered = problem === 'UNREACHABLE';
  const wasDecided = isFinal && (isUnanswered || problem?.__typename === 'ReviewAlreadyDecided');
  const tell = useEffectEvent(onDecidedUnanswered);
  useEffect(() => {
    if (!wasDecided) return;
    if (isUnanswered) clear();
    tell();
  }, [wasDecided, isUnanswered, clear]);
  const mine = token !== null && !isTaken && !isFinal ? token : null;
  const holder = review.status === 'CLAIMED' ? review.claim?.by : null;
  const mayTake = may('reviews:decide') && !isFinal && mine === null && (holder == null || holder.id === member?.id);

  const conclude = (decided: DecidedReview | null): void => {
    if (!decided || mine === null) return;
    forget();
    desk.decidedAt = performance.now();
    onDecided(decided, mine);
  };
  const canApprove = mine !== null && reply.trim() !== '' && !decision.isBusy;
  const unfilled = useUnfilled(reply, () => {
    if (mine !== null) claim.keepFor(decision.approve(mine, reply).then(conclude));
  });
  const approve = (): void => {
    if (canApprove) unfilled.submit();
  };
  const toggle = (what: typeof asking) => (): void => setAsking((known) => (known === what ? null : what));
  const take = (): void => {
    decision.clear();
    claim.take();
  };
  const ifMine = (action: () => void): (() => void) | undefined => (mine === null ? undefined : action);
  useShortcuts({
    c: mayTake ? take : undefined,
    a: canApprove ? () => performance.now() - desk.decidedAt > TWICE_MS && approve() : undefined,
    e: ifMine(() => field.current?.focus()),
    r: ifMine(toggle('reason')),
    g: ifMine(toggle('guidance')),
  });

  return (
    <Stack gap="xs">
      {isSettled ? (
        <DecidedReply review={review} />
      ) : (
        <ReplyField
          label={text('review.draft')}
          description={draft === '' ? text('review.noDraft') : undefined}
          words={reply}
          write={typed.write}
          values={{
            contactName: conversation?.contact.displayName ?? null,
            agentName: member?.displayName ?? null,
            channelName: conversation?.channel.displayName ?? null,
          }}
          onSend={approve}
          isReadOnly={mine === null}
          field={field}
        />
      )}
      {typed.hasNewDraft && (
        <Group gap="xs" role="status">
          <Text size="sm">{text('review.newDraft')}</Text>
          <Button size="compact-sm" variant="light" onClick={typed.takeNewDraft}>
            {text('review.takeNewDraft')}
          </Button>
        </Group>
      )}
      {typed.hasTextAside && (
        <Group>
          <Button size="compact-sm" variant="subtle" onClick={typed.takeTextBack}>
            {text('review.takeTextBack')}
          </Button>
        </Group>
      )}
      {isEdited && draft !== '' && !isSettled && <ReplyDifference draft={draft} reply={reply} />}
      {!isFinal && (
        <Text size="sm" c="dimmed" role="status">
          {mine !== null
            ? text('review.mine')
            : holder &&
              (holder.id === member?.id ? text('review.heldElsewhere') : text('review.heldBy', { name: holder.displayName }))}
        </Text>
      )}
      {mine !== null && <UnfilledQuestion unfilled={unfilled} />}
      <DecisionProblem problem={problem ?? claim.outcome} />
      {isFinal && review.decision?.edited && review.status !== 'REJECTED' && may('knowledge:write') && (
        <Group>
          <TeachButton reviewId={review.id} />
        </Group>
      )}
      {mayTake && (
        <Group>
          <Button onClick={take} loading={claim.isBusy}>
            {text(review.status === 'CLAIMED' ? 'review.takeOver' : 'review.claim')}
          </Button>
        </Group>
      )}
      {mine !== null && (
        <Group gap="xs">
          <Button loading={decision.isBusy} disabled={!canApprove} onClick={approve}>
            {text(isEdited ? 'review.approveEdited' : 'review.approve')}
          </Button>
          <Button variant="default" onClick={toggle('reason')} aria-expanded={asking === 'reason'}>
            {text('review.reject')}
          </Button>
          <Button variant="default" onClick={toggle('guidance')} aria-expanded={asking === 'guidance'}>
            {text('review.regenerate')}
          </Button>
          <Button variant="subtle" color="gray" onClick={claim.release}>
            {text('review.release')}
          </Button>
        </Group>
      )}
      {mine !== null && asking === 'reason' && (
        <AskForm
          place={`reason/${review.id}`}
          label={text('review.rejectReason')}
          submit={text('review.rejectNow')}
          color="red"
          isRequired
          isBusy={decision.isBusy}
          onSubmit={(reason) => claim.keepFor(decision.reject(mine, reason).then(conclude))}
          onCancel={() => setAsking(null)}
        />
      )}
      {mine !== null && asking === 'guidance' && (
        <AskForm
          place={`guidance/${review.id}`}
          label={text('review.guidance')}
          hint={text('review.guidanceHint')}
          submit={text('review.regenerateNow')}
          isBusy={decision.isWriting}
          onSubmit={(guidance) =>
            void decision.regenerate(mine, guidance.trim() || null).then((done) => {
              if (!done) return;
              desk.said.delete(`guidance/${review.id}`);
              setAsking(null);
            })
          }
          onCancel={() => setAsking(null)}
        />
      )}
    </Stack>
  );
}
