import { useFragment } from '@apollo/client/react';
import { Anchor, Button, CloseButton, Group, Kbd, Paper, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { Link } from 'wouter';
import { useText } from '../../i18n/language.tsx';
import { useDesk } from './desk.ts';
import { ReviewOutcomeFragmentDoc } from './review-queue.generated.ts';
import type { HeldDecision, useUndo } from './use-undo.ts';

/** What was decided last, while the server holds it. Closing the page loses nothing: the decisions stand. */
export function UndoBar({ undo: { held, isBusy, undo, drop } }: { undo: ReturnType<typeof useUndo> }) {
  const text = useText();
  return (
    <Stack gap="xs" role="status" className="undo-bar">
      {held.map((one, place) => (
        <Paper key={`${one.reviewId}-${one.token}`} withBorder shadow="md" p="xs" pl="md">
          <Group justify="space-between" wrap="nowrap">
            {one.problem ? (
              <Text size="sm">{text(`undo.${one.problem}`)}</Text>
            ) : (
              <HeldText held={one} onOver={() => drop(one.reviewId)} />
            )}
            <Group gap="xs" wrap="nowrap">
              {(one.problem === null || one.problem === 'UNREACHABLE') && (
                <Button
                  size="compact-md"
                  variant="light"
                  loading={isBusy}
                  onClick={() => void undo(one)}
                  rightSection={place === held.length - 1 && <Kbd size="xs">u</Kbd>}
                >
                  {text('undo.undo')}
                </Button>
              )}
              <CloseButton aria-label={text('undo.close')} onClick={() => drop(one.reviewId)} />
            </Group>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}

function HeldText({ held, onOver }: { held: HeldDecision; onOver: () => void }) {
  const text = useText();
  const { typed } = useDesk();
  const [left, setLeft] = useState(() => secondsLeft(held));
  const from = { __typename: 'Review', id: held.reviewId } as const;
  const { data } = useFragment({ fragment: ReviewOutcomeFragmentDoc, fragmentName: 'ReviewOutcome', from });
  const isOutdated = data.status === 'SUPERSEDED';
  const tick = useEffectEvent(() => {
    const seconds = secondsLeft(held);
    setLeft(seconds);
    if (seconds <= 0 && !isOutdated) onOver();
  });
  useEffect(() => {
    const timer = setInterval(() => tick(), 200);
    return () => clearInterval(timer);
  }, []);
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
