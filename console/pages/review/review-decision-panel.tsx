import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import type { OpenReviewQuery } from './review.generated.ts';
import { useClaim } from './use-claim.ts';
import { type Decision, useDecision } from './use-decision.ts';

type Review = NonNullable<OpenReviewQuery['review']>;

const isOpen = ({ status }: Review): boolean => status === 'PENDING' || status === 'CLAIMED';

/** The reply and what can be done with it. What the reviewer typed is never overwritten by what arrives. */
export function ReviewDecisionPanel({ review }: { review: Review }) {
  const text = useText();
  const { may } = useSession();
  // what somebody holds, be it the reader in another window, is not taken away by a look at it
  const claim = useClaim(review.id, review.status === 'PENDING');
  const decision = useDecision(review.id);
  const draft = review.draftText ?? '';
  const [shownDraft, setShownDraft] = useState(draft);
  const [reply, setReply] = useState(draft);
  const [reason, setReason] = useState<string | null>(null);
  // a newer draft replaces the old one, not what somebody wrote
  if (draft !== shownDraft) {
    setShownDraft(draft);
    if (reply === shownDraft) setReply(draft);
  }
  const { token, forget } = claim;
  // an event says that the claim is another's now: ours ran out
  const isTaken = token !== null && review.claim?.token !== undefined && review.claim.token > token;
  const isFinal = !isOpen(review);
  useEffect(() => {
    if (isTaken || isFinal) forget();
  }, [isTaken, isFinal, forget]);
  const isMine = token !== null && !isTaken && !isFinal;
  const isEdited = reply.trim() !== draft.trim();

  return (
    <Stack gap="xs">
      <Textarea
        label={text('review.draft')}
        description={draft === '' ? text('review.noDraft') : undefined}
        value={reply}
        onChange={(event) => setReply(event.currentTarget.value)}
        readOnly={!isMine}
        autosize
        minRows={4}
        maxRows={14}
      />
      {!isFinal && <ClaimState review={review} isMine={isMine} />}
      <Problem problem={decision.problem} />
      {may('reviews:decide') && !isFinal && !isMine && (
        <Group>
          <Button onClick={claim.take} loading={claim.isBusy}>
            {text(review.status === 'CLAIMED' ? 'review.takeOver' : 'review.claim')}
          </Button>
        </Group>
      )}
      {isMine && (
        <Group>
          <Button
            loading={decision.isBusy}
            disabled={reply.trim() === ''}
            onClick={() => void decision.approve(token, isEdited ? reply : null).then((done) => done && forget())}
          >
            {text(isEdited ? 'review.approveEdited' : 'review.approve')}
          </Button>
          <Button variant="default" onClick={() => setReason((known) => known ?? '')}>
            {text('review.reject')}
          </Button>
          <Button variant="subtle" color="gray" onClick={claim.release}>
            {text('review.release')}
          </Button>
        </Group>
      )}
      {isMine && reason !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void decision.reject(token, reason).then((done) => done && forget());
          }}
        >
          <Stack gap="xs">
            <Textarea
              label={text('review.rejectReason')}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              required
              data-autofocus
            />
            <Group>
              <Button type="submit" color="red" loading={decision.isBusy} disabled={reason.trim() === ''}>
                {text('review.rejectNow')}
              </Button>
              <Button variant="subtle" color="gray" onClick={() => setReason(null)}>
                {text('review.cancel')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Stack>
  );
}

function ClaimState({ review, isMine }: { review: Review; isMine: boolean }) {
  const text = useText();
  const { member } = useSession();
  const by = review.status === 'CLAIMED' ? review.claim?.by : null;
  const said = isMine
    ? text('review.mine')
    : by && (by.id === member?.id ? text('review.heldElsewhere') : text('review.heldBy', { name: by.displayName }));
  return (
    <Text size="sm" c="dimmed" role="status">
      {said}
    </Text>
  );
}

function Problem({ problem }: { problem: Decision['problem'] }) {
  const text = useText();
  if (problem === null || (problem !== 'UNREACHABLE' && problem.__typename === 'Review')) return null;
  const said = (): string => {
    if (problem === 'UNREACHABLE') return text('review.unreachable');
    switch (problem.__typename) {
      case 'ReviewHeldByAnother':
        return text('review.heldBy', { name: problem.by?.displayName ?? text('contact.unknown') });
      case 'ReviewAlreadyDecided':
        return text('review.alreadyDecided');
      case 'DraftOutdated':
        return text('review.outdated');
      case 'ReplyRefused':
        return text('review.refused', { message: problem.message });
      default:
        return text('review.lost');
    }
  };
  return (
    <Alert color="orange" role="alert">
      {said()}
    </Alert>
  );
}
