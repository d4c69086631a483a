import { Anchor, Badge, Box, Group, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { isReviewOpen } from '../../components/is-review-open.ts';
import { WindowCountdown } from '../../components/ui/window-countdown.tsx';
import { useText } from '../../i18n/language.tsx';
import { ReasonBadge } from './reason-badge.tsx';
import type { OpenReviewQuery } from './review.generated.ts';

type Review = NonNullable<OpenReviewQuery['review']>;

/** Who waits, where, and for how long still. It has the focus when the review opens: whoever goes on by keyboard reads on from here. */
export function ReviewHead({ review, customer, next }: { review: Review; customer: string; next: ReactNode }) {
  const text = useText();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  const { conversation, run, dueAt, status, reason, confidence } = review;
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Title order={2} size="h3" id="review-name" ref={title} tabIndex={-1} className="head-name">
          {customer}
        </Title>
        {conversation && <Badge variant="light">{text(`platform.${conversation.channel.platform}`)}</Badge>}
        {conversation?.isPublic && (
          <Badge variant="light" color="orange">
            {text('review.public')}
          </Badge>
        )}
        <ReasonBadge reason={reason} confidence={confidence} />
        <Badge variant="outline" color="gray">
          {text(`review.state.${status}`)}
        </Badge>
        {isReviewOpen(status) && dueAt && <WindowCountdown at={dueAt} />}
      </Group>
      <Group gap="md">
        {conversation && (
          <Anchor component={Link} href={`~/conversations/${conversation.id}`} size="sm">
            {text('review.openConversation')}
          </Anchor>
        )}
        {conversation?.lead && (
          <Anchor component={Link} href={`~/leads/${conversation.lead.id}`} size="sm">
            {text('review.openLead')}
          </Anchor>
        )}
        {run && (
          <Anchor component={Link} href={`~/runs/${run.id}`} size="sm">
            {text('review.openRun')}
          </Anchor>
        )}
        {conversation?.labels.map((label) => (
          <Badge key={label} variant="default" tt="none">
            {label}
          </Badge>
        ))}
        {next && <Box ms="auto">{next}</Box>}
      </Group>
    </Stack>
  );
}
