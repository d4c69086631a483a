import { Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { ReplyDifference } from './reply-difference.tsx';
import type { OpenReviewQuery } from './review.generated.ts';

type Review = NonNullable<OpenReviewQuery['review']>;

const TITLES = { SENDING: 'review.toSend', APPROVED: 'review.sentText', REJECTED: 'review.notSentText' } as const;

export const isDecided = (review: Review): boolean => review.decision !== null && Object.hasOwn(TITLES, review.status);

/** What became of the draft, by whom and why: read, and not to be changed any more. */
export function DecidedReply({ review: { status, draftText, decision } }: { review: Review }) {
  const text = useText();
  const title = useId();
  if (!decision) return null;
  const { by, at, edited, finalText, rejectionReason } = decision;
  const reply = finalText ?? draftText ?? '';
  return (
    <Stack gap="xs" component="section" aria-labelledby={title}>
      <Text size="sm" fw={500} id={title}>
        {text(TITLES[status as keyof typeof TITLES])}
      </Text>
      <Text className="as-written">{reply}</Text>
      {edited && draftText !== null && <ReplyDifference draft={draftText} reply={reply} />}
      {rejectionReason && <Text size="sm">{text('review.reason', { reason: rejectionReason })}</Text>}
      <Text size="sm" c="dimmed">
        {by && `${by.displayName}, `}
        <TimeAgo at={at} />
      </Text>
    </Stack>
  );
}
