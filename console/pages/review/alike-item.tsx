import { useFragment, useQuery } from '@apollo/client/react';
import { Badge, Checkbox, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { useEffect, useEffectEvent } from 'react';
import { isReviewOpen } from '../../components/is-review-open.ts';
import { goneWords } from '../../components/thread/gone-words.ts';
import { type TextId, useText } from '../../i18n/language.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { AlikeReviewDocument, type AlikeReviewQuery } from './alike.generated.ts';
import type { AlikeOutcome } from './approve-alike.ts';
import { ReviewOutcomeFragmentDoc } from './review-queue.generated.ts';
import { unanswered } from './unanswered.ts';

interface Properties {
  readonly id: string;
  readonly isTicked: boolean;
  /** Another reply was typed for it. */
  readonly hasText: boolean;
  readonly outcome: AlikeOutcome | null;
  readonly isFixed: boolean;
  /** What is shown as its draft: that, and nothing else, is approved. Whether the customer has an answer already. */
  readonly onDraft: (draft: string, isAnswered: boolean) => void;
  readonly onTick: (isTicked: boolean) => void;
}

/** One of those that are approved together: who wrote what, and what is sent. */
export function AlikeItem({ id, isTicked, hasText, outcome, isFixed, onDraft, onTick }: Properties) {
  const text = useText();
  const variables = { ...useScopeVariables('readConversations'), id };
  const { data, error } = useQuery(AlikeReviewDocument, { variables, fetchPolicy: 'network-only' });
  const review = data?.review;
  const draft = review?.draftText ?? null;
  const words = review?.conversation ? unanswered(review.conversation.messages.nodes) : null;
  const show = useEffectEvent(onDraft);
  const isAnswered = words?.length === 0;
  useEffect(() => {
    if (draft !== null) show(draft, isAnswered);
  }, [draft, isAnswered]);
  if (!review) {
    return (
      <Paper component="li" withBorder p="sm" className="row">
        {data || error ? <Text size="sm">{text('state.failed')}</Text> : <Skeleton height={56} />}
      </Paper>
    );
  }
  const { conversation } = review;
  const hint = hintOf(words, conversation?.messages);
  const name = conversation?.contact.displayName ?? text('contact.unknown');
  return (
    <Paper component="li" withBorder p="sm" className="row">
      <Group wrap="nowrap" align="flex-start">
        <Checkbox
          mt={2}
          aria-label={text('bulk.include', { name })}
          checked={isTicked}
          disabled={isFixed || draft === null}
          onChange={(event) => onTick(event.currentTarget.checked)}
        />
        <Stack gap={4} className="alike-words">
          <Group gap="xs">
            <Text fw={600} size="sm">
              {name}
            </Text>
            {conversation && (
              <Badge variant="light" color="gray" size="sm">
                {text(`platform.${conversation.channel.platform}`)}
              </Badge>
            )}
          </Group>
          {hint && (
            <Text size="sm" c="dimmed">
              {text(hint)}
            </Text>
          )}
          {words?.map((message) => (
            <Text key={message.id} size="sm" className="as-written">
              {goneWords(message, text) ?? message.text}
            </Text>
          ))}
          <Text size="sm" className="as-written difference" aria-label={text('bulk.draft')}>
            {draft ?? text('review.noDraft')}
          </Text>
          {hasText && !outcome && (
            <Text size="sm" c="dimmed">
              {text('bulk.TYPED')}
            </Text>
          )}
          {outcome && <OutcomeText id={id} outcome={outcome} />}
        </Stack>
      </Group>
    </Paper>
  );
}

type Messages = NonNullable<NonNullable<AlikeReviewQuery['review']>['conversation']>['messages'];

function hintOf(words: Messages['nodes'] | null, messages: Messages | undefined): TextId | null {
  if (!words || !messages) return 'bulk.noMessage';
  if (words.length === 0) return 'bulk.answered';
  return messages.pageInfo.hasNextPage && words.length === messages.nodes.length ? 'bulk.earlier' : null;
}

/** What became of it, and goes on to become: events say when it is sent. */
function OutcomeText({ id, outcome }: { id: string; outcome: AlikeOutcome }) {
  const text = useText();
  const from = { __typename: 'Review', id } as const;
  const { data } = useFragment({ fragment: ReviewOutcomeFragmentDoc, fragmentName: 'ReviewOutcome', from });
  const said = (): string => {
    switch (outcome.kind) {
      case 'HELD_BY':
        return text('bulk.HELD_BY', { name: outcome.name ?? text('contact.unknown') });
      case 'REFUSED':
        return text('bulk.REFUSED', { message: outcome.message });
      case 'HELD':
        if (data.status === 'SENDING') return text('bulk.HELD');
        return isReviewOpen(data.status) ? text('bulk.UNDONE') : text(`review.state.${data.status ?? 'SENDING'}`);
      default:
        return text(`bulk.${outcome.kind}`);
    }
  };
  return (
    <Text size="sm" fw={600} className={outcome.kind === 'HELD' ? undefined : 'unsupported-note'} role="status">
      {said()}
    </Text>
  );
}
