import { useFragment } from '@apollo/client/react';
import { Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { KeyHint } from '../../components/ui/key-hint.tsx';
import { useText } from '../../i18n/language.tsx';
import { ReviewOutcomeFragmentDoc } from './review-queue.generated.ts';
import { useSecondsLeft } from './use-seconds-left.ts';
import type { HeldDecision, useUndo } from './use-undo.ts';

interface Properties {
  /** What was approved together and is not taken back, at least one. */
  readonly held: readonly [HeldDecision, ...HeldDecision[]];
  readonly undo: ReturnType<typeof useUndo>;
  readonly isLatest: boolean;
}

/** What was approved together is taken back together, until the first of them goes out. */
export function BatchUndo({ held, undo, isLatest }: Properties) {
  const text = useText();
  const [first] = held;
  const late = held.filter(({ problem }) => problem !== null && problem !== 'UNREACHABLE');
  const isUnreachable = held.some(({ problem }) => problem === 'UNREACHABLE');
  const from = held.map(({ reviewId: id }) => ({ __typename: 'Review', id }) as const);
  const { data } = useFragment({ fragment: ReviewOutcomeFragmentDoc, fragmentName: 'ReviewOutcome', from });
  const outdated = data.filter((review) => review?.status === 'SUPERSEDED').length;
  const endsAt = Math.min(...held.map((one) => one.endsAt));
  // what could not be taken back stays until it was read
  const seconds = useSecondsLeft(
    endsAt,
    () => late.length + outdated === 0 && !isUnreachable && undo.drop(...held.map(({ reviewId }) => reviewId)),
  );
  const count = held.length;
  return (
    <Group justify="space-between" wrap="nowrap" w="100%">
      {late.length > 0 ? (
        <Text size="sm">{text('undo.batchLate', { count: late.length })}</Text>
      ) : outdated > 0 ? (
        <Text size="sm">{text('undo.batchOutdated', { count: outdated, all: held.length })}</Text>
      ) : isUnreachable ? (
        <Text size="sm">{text('undo.UNREACHABLE')}</Text>
      ) : (
        <Text size="sm">
          <VisuallyHidden>{text('undo.batchApproved', { count })}</VisuallyHidden>
          <span aria-hidden>{text('undo.batch', { count, seconds })}</span>
        </Text>
      )}
      {late.length < count && (seconds > 0 || isUnreachable) && (
        <Button
          size="compact-md"
          variant="light"
          miw="max-content"
          loading={undo.isBusy}
          onClick={() => void undo.undo(first)}
          rightSection={isLatest && <KeyHint>u</KeyHint>}
        >
          {text('bulk.undoAll')}
        </Button>
      )}
    </Group>
  );
}
