import { Button, Stack, Text } from '@mantine/core';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { ConversationFilters } from './conversation-filters.tsx';
import { ConversationRow } from './conversation-row.tsx';
import type { ConversationFilter } from './conversations.generated.ts';
import { useConversations } from './use-conversations.ts';

interface Properties {
  readonly filter: ConversationFilter;
  readonly onFilter: (filter: ConversationFilter) => void;
  readonly openId: string | null;
}

export function ConversationList({ filter, onFilter, openId }: Properties) {
  const text = useText();
  const { conversations, totalCount, hasMore, error, showMore, retry } = useConversations(filter);
  return (
    <Stack gap="sm">
      <ConversationFilters filter={filter} onFilter={onFilter} />
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
        <Stack gap="xs" component="ul" p={0} m={0}>
          {conversations.map((conversation) => (
            <ConversationRow key={conversation.id} conversation={conversation} isOpen={conversation.id === openId} />
          ))}
        </Stack>
      )}
      {hasMore && (
        <Button variant="light" onClick={() => void showMore()}>
          {text('state.more')}
        </Button>
      )}
    </Stack>
  );
}
