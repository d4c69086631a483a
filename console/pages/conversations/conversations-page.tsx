import { Box, Grid } from '@mantine/core';
import { useState } from 'react';
import { Route } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { ConversationDetail } from './conversation-detail.tsx';
import { ConversationList } from './conversation-list.tsx';
import { MessageSearch } from './message-search.tsx';
import { usePlace } from './use-place.ts';

/**
 * The list, or what was searched for, and beside it the conversation that is open; on a phone one of the two. All of it stands in the
 * address: `/conversations/ID?status=OPEN&label=vip`, `?q=WORDS`.
 */
export function ConversationsPage() {
  const text = useText();
  const place = usePlace();
  const { words, search, go } = place;
  // a search, and a conversation on a phone, take the list's place for a while
  const [isOpen, open] = useState(false);
  return (
    <Route path="/:id?">
      {({ id }) => (
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 4 }} visibleFrom={id ? 'md' : undefined}>
            <MessageSearch words={words} onSearch={(next) => go({ words: next })} openId={id ?? null} search={search}>
              <ConversationList place={place} openId={id ?? null} filters={{ isOpen, onToggle: () => open(!isOpen) }} />
            </MessageSearch>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8 }} visibleFrom={id ? undefined : 'md'}>
            {id ? (
              <ConversationDetail key={id} id={id} search={search} />
            ) : (
              <Box pt="xl">
                <PageState state="empty" message={text('conversations.choose')} />
              </Box>
            )}
          </Grid.Col>
        </Grid>
      )}
    </Route>
  );
}
