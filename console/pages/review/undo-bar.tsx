import { useFragment } from '@apollo/client/react';
import { Anchor, Button, CloseButton, Group, Kbd, Paper, Text, VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { useText } from '../../i18n/language.tsx';
import { useDesk } from './desk.ts';
import { ReviewOutcomeFragmentDoc } from './review-queue.generated.ts';
import type { HeldDecision, useUndo } from './use-undo.ts';

/** What was decided last, while the server holds it. Closing the page loses nothing: the decision stands. */
export function UndoBar({ undo: { held, problem, isBusy, undo, dismiss } }: { undo: ReturnType<typeof useUndo> }) {
  const text = useText();
  return (
    <div role="status" className="undo-bar">
      {held && (
        <Paper withBorder shadow="md" p="xs" pl="md">
          <Group justify="space-between" wrap="nowrap">
            {problem ? (
              <Text size="sm">{text(`undo.${problem}`)}</Text>
            ) : (
              <HeldText key={`${held.reviewId}-${held.token}`} held={held} onOver={dismiss} />
            )}
            <Group gap="xs" wrap="nowrap">
              {(problem === null || problem === 'UNREACHABLE') && (
                <Button
                  size="compact-md"
                  variant="light"
                  loading={isBusy}
                  onClick={() => void undo()}
                  rightSection={<Kbd size="xs">u</Kbd>}
                >
                  {text('undo.undo')}
                </Button>
              )}
              <CloseButton aria-label={text('undo.close')} onClick={dismiss} />
            </Group>
          </Group>
        </Paper>
      )}
    </div>
  );
}

function HeldText({ held, onOver }: { held: HeldDecision; onOver: () => void }) {
  const text = useText();
  const { typed } = useDesk();
  const [left, setLeft] = useState(() => secondsLeft(held));
  const from = { __typename: 'Review', id: held.reviewId } as const;
  const { data } = useFragment({ fragment: ReviewOutcomeFragmentDoc, fragmentName: 'ReviewOutcome', from });
  const isOutdated = data.status === 'SUPERSEDED';
  useEffect(() => {
    const timer = setInterval(() => {
      const seconds = secondsLeft(held);
      setLeft(seconds);
      if (seconds <= 0 && !isOutdated) onOver();
    }, 200);
    return () => clearInterval(timer);
  }, [held, isOutdated, onOver]);
  const newerId = data.supersededBy?.id;
  if (isOutdated) {
    const written = typed.get(held.reviewId);
    return (
      <Text size="sm">
        {text('undo.notSent')}{' '}
        {newerId && (
          <Anchor component={Link} href={`/${newerId}`} onClick={() => written !== undefined && typed.set(newerId, written)}>
            {text(written === undefined ? 'review.openNewer' : 'review.carryOver')}
          </Anchor>
        )}
      </Text>
    );
  }
  return (
    <Text size="sm">
      {/* said once, and not again with each second */}
      <VisuallyHidden>{text(held.isRejection ? 'undo.rejected' : 'undo.approved')}</VisuallyHidden>
      <span aria-hidden>{text(held.isRejection ? 'undo.rejectedFor' : 'undo.sentIn', { seconds: Math.max(0, left) })}</span>
    </Text>
  );
}

const secondsLeft = ({ endsAt }: HeldDecision): number => Math.ceil((endsAt - performance.now()) / 1_000);
