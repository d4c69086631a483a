import { ActionIcon, Group, Stack, Text, Title } from '@mantine/core';
import { PageState } from '../../components/ui/page-state.tsx';
import { VirtualList } from '../../components/ui/virtual-list/virtual-list.tsx';
import { useText } from '../../i18n/language.tsx';
import { ReviewRow } from './review-row.tsx';
import type { useReviewQueue } from './use-review-queue.ts';

interface Properties {
  readonly queue: ReturnType<typeof useReviewQueue>;
  readonly openId: string | null;
  readonly onKeys: () => void;
  readonly onAlike: (ids: readonly string[]) => void;
}

export function ReviewQueue({ queue, openId, onKeys, onAlike }: Properties) {
  const text = useText();
  const { reviews, alike, totalCount, hasMore, error, showMore, retry } = queue;
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1} size="h3">
          {text('review.title')}
        </Title>
        <Group gap="xs">
          {totalCount !== null && <Text c="dimmed">{text('review.waiting', { count: totalCount })}</Text>}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={text('keys.title')}
            title={text('keys.title')}
            onClick={onKeys}
            className="key-hint"
          >
            ?
          </ActionIcon>
        </Group>
      </Group>
      {reviews === null ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
      ) : reviews.length === 0 ? (
        <PageState state="empty" message={text('review.empty')} />
      ) : (
        <VirtualList items={reviews} totalCount={totalCount} hasMore={hasMore} showMore={showMore} openId={openId}>
          {(review) => (
            <ReviewRow review={review} isOpen={review.id === openId} alike={alike.get(review.id) ?? null} onAlike={onAlike} />
          )}
        </VirtualList>
      )}
    </Stack>
  );
}
