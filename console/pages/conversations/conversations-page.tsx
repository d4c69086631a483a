import { Box, Grid } from '@mantine/core';
import { useState } from 'react';
import { Route } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { ConversationDetail } from './conversation-detail.tsx';
import { ConversationList } from './conversation-list.tsx';
import type { ConversationFilter } from './conversations.generated.ts';
import { MessageSearch } from './message-search.tsx';

/** The list, or what was searched for, and beside it the conversation that is open (`/conversations/ID`); on a phone one of the two. */
export function ConversationsPage() {
  const text = useText();
  const [filter, setFilter] = useState<ConversationFilter>({});
  const [words, setWords] = useState('');
  return (
    <Route path="/:id?">
      {({ id }) => (
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 4 }} visibleFrom={id ? 'md' : undefined}>
            <MessageSearch words={words} onSearch={setWords} openId={id ?? null}>
              <ConversationList filter={filter} onFilter={setFilter} openId={id ?? null} />
            </MessageSearch>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8 }} visibleFrom={id ? undefined : 'md'}>
            {id ? (
              <ConversationDetail key={id} id={id} />
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
