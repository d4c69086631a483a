import { Stack, Text } from '@mantine/core';
import type { ComponentProps } from 'react';
import { PageState } from '../../components/ui/page-state.tsx';
import { VirtualList } from '../../components/ui/virtual-list/virtual-list.tsx';
import { useText } from '../../i18n/language.tsx';
import { ConversationFilters } from './conversation-filters.tsx';
import { ConversationRow } from './conversation-row.tsx';
import { ConversationViews } from './conversation-views.tsx';
import { useConversations } from './use-conversations.ts';
import type { usePlace } from './use-place.ts';

interface Properties {
  readonly place: ReturnType<typeof usePlace>;
  readonly openId: string | null;
  readonly filters: Pick<ComponentProps<typeof ConversationFilters>, 'isOpen' | 'onToggle'>;
}

export function ConversationList({ place: { filter, viewId, search, go }, openId, filters }: Properties) {
  const text = useText();
  const { conversations, totalCount, hasMore, error, changes, showMore, retry } = useConversations(filter);
  return (
    <Stack gap="sm">
      <ConversationViews
        filter={filter}
        viewId={viewId}
        openId={openId}
        changes={changes}
        onChoose={(chosen) => go({ viewId: chosen })}
      />
      <ConversationFilters {...filters} filter={filter} onFilter={(next) => go({ filter: next })} />
      {totalCount !== null && (
        <Text c="dimmed" size="sm" role="status">
          {text('conversations.count', { count: totalCount })}
        </Text>
      )}
      {conversations === null ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
      ) : conversations.length === 0 ? (
        <PageState state="empty" message={text('conversations.empty')} />
      ) : (
        <VirtualList items={conversations} totalCount={totalCount} hasMore={hasMore} showMore={showMore} openId={openId}>
          {(conversation) => <ConversationRow conversation={conversation} isOpen={conversation.id === openId} search={search} />}
        </VirtualList>
      )}
    </Stack>
  );
}
