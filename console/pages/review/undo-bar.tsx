import { useFragment } from '@apollo/client/react';
import { Anchor, Button, CloseButton, Group, Paper, Stack, Text, VisuallyHidden } from '@mantine/core';
import { Link } from 'wouter';
import { KeyHint } from '../../components/ui/key-hint.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { BatchUndo } from './batch-undo.tsx';
import { useDesk } from './desk.ts';
import { ReviewOutcomeFragmentDoc } from './review-queue.generated.ts';
import { TeachButton } from './teach-button.tsx';
import { useSecondsLeft } from './use-seconds-left.ts';
import type { HeldDecision, useUndo } from './use-undo.ts';

type Undo = ReturnType<typeof useUndo>;

/** What was decided last, while the server holds it. Closing the page loses nothing: the decisions stand. */
export function UndoBar({ undo }: { undo: Undo }) {
  const text = useText();
  const latest = undo.held.at(-1);
  const entries = [...Map.groupBy(undo.held, ({ batch, reviewId }) => batch ?? reviewId).values()];
  return (
    <Stack gap="xs" role="status" className="undo-bar">
      {entries.map(([first, ...more]) =>
        first === undefined ? null : (
          <Paper key={`${first.batch ?? first.reviewId}-${first.token}`} withBorder shadow="md" p="xs" pl="md">
            <Group justify="space-between" wrap="nowrap">
              {first.batch === null ? (
                <Held held={first} undo={undo} isLatest={first === latest} />
              ) : (
                <BatchUndo held={[first, ...more]} undo={undo} isLatest={latest?.batch === first.batch} />
              )}
              <CloseButton
                aria-label={text('undo.close')}
                onClick={() => undo.drop(...[first, ...more].map(({ reviewId }) => reviewId))}
              />
            </Group>
          </Paper>
        ),
      )}
    </Stack>
  );
}

function Held({ held, undo, isLatest }: { held: HeldDecision; undo: Undo; isLatest: boolean }) {
  const text = useText();
  const { may } = useSession();
  const mayTeach = held.isEdited && may('knowledge:write');
  if (held.isOver) {
    return (
      <>
        <Text size="sm">{text('undo.sent')}</Text>
        <TeachButton reviewId={held.reviewId} />
      </>
    );
  }
  return (
    <>
      {held.problem ? (
        <Text size="sm">{text(`undo.${held.problem}`)}</Text>
      ) : (
        <HeldText held={held} onOver={() => undo.end(held.reviewId, mayTeach)} />
      )}
      {(held.problem === null || held.problem === 'UNREACHABLE') && (
        <Button
          size="compact-md"
          variant="light"
          loading={undo.isBusy}
          onClick={() => void undo.undo(held)}
          rightSection={isLatest && <KeyHint>u</KeyHint>}
        >
          {text('undo.undo')}
        </Button>
      )}
    </>
  );
}

function HeldText({ held, onOver }: { held: HeldDecision; onOver: () => void }) {
  const text = useText();
  const { typed } = useDesk();
  const from = { __typename: 'Review', id: held.reviewId } as const;
  const { data } = useFragment({ fragment: ReviewOutcomeFragmentDoc, fragmentName: 'ReviewOutcome', from });
  const isOutdated = data.status === 'SUPERSEDED';
  const left = useSecondsLeft(held.endsAt, () => !isOutdated && onOver());
  const newerId = data.supersededBy?.id;
  if (isOutdated) {
    const written = typed.get(held.reviewId) ?? held.text ?? undefined;
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
      <span aria-hidden>{text(held.isRejection ? 'undo.rejectedFor' : 'undo.sentIn', { seconds: left })}</span>
    </Text>
  );
}
