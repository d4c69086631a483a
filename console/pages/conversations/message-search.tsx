import { useQuery } from '@apollo/client/react';
import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { SearchMessagesDocument } from './conversations.generated.ts';

interface Properties {
  /** Empty: nothing is searched for, and the children are shown. */
  readonly words: string;
  readonly onSearch: (words: string) => void;
  readonly openId: string | null;
  /** The address's, for links that stay in this list. */
  readonly search: string;
  readonly children: ReactNode;
}

export function MessageSearch({ words, onSearch, openId, search, children }: Properties) {
  const text = useText();
  const [typed, setTyped] = useState(words);
  // the back button, or a link, brings others
  useEffect(() => setTyped(words), [words]);
  return (
    <Stack gap="sm">
      <Title order={1} size="h3">
        {text('conversations.title')}
      </Title>
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onSearch(typed.trim());
          }}
        >
          <Group gap="xs" wrap="nowrap">
            <TextInput
              type="search"
              flex={1}
              aria-label={text('conversations.search')}
              placeholder={text('conversations.search')}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              maxLength={500}
            />
            <Button type="submit" variant="default">
              {text('conversations.searchNow')}
            </Button>
          </Group>
        </form>
      </search>
      {words === '' ? (
        children
      ) : (
        <Found
          words={words}
          openId={openId}
          search={search}
          onEnd={() => {
            setTyped('');
            onSearch('');
          }}
        />
      )}
    </Stack>
  );
}

interface FoundProperties {
  readonly words: string;
  readonly openId: string | null;
  readonly search: string;
  readonly onEnd: () => void;
}

function Found({ words, openId, search, onEnd }: FoundProperties) {
  const text = useText();
  const { data, error, fetchMore, refetch } = useQuery(SearchMessagesDocument, {
    variables: { text: words },
    fetchPolicy: 'cache-and-network',
  });
  const page = data?.searchMessages;
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {text('conversations.found', { words })}
        </Text>
        <Button variant="subtle" size="compact-sm" onClick={onEnd}>
          {text('conversations.searchEnd')}
        </Button>
      </Group>
      {!page ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void refetch()} />
      ) : page.nodes.length === 0 ? (
        <PageState state="empty" message={`${text('conversations.foundNothing')} ${text('conversations.searchHint')}`} />
      ) : (
        <Stack gap="xs" component="ul" p={0} m={0}>
          {page.nodes.map(({ id, text: said, sentAt, conversation }) => (
            <Paper key={id} component="li" withBorder className="row" data-open={conversation.id === openId || undefined}>
              <Link href={`/${conversation.id}${search}`} className="row-link">
                <Group justify="space-between" wrap="nowrap">
                  <Text fw={600} truncate>
                    {conversation.contact.displayName ?? text('contact.unknown')}
                  </Text>
                  <Text c="dimmed" size="sm" className="nowrap">
                    <TimeAgo at={sentAt} />
                  </Text>
                </Group>
                <Text size="sm" lineClamp={3}>
                  {said}
                </Text>
              </Link>
            </Paper>
          ))}
        </Stack>
      )}
      {page?.pageInfo.hasNextPage && (
        <Button variant="light" onClick={() => void fetchMore({ variables: { after: page.pageInfo.endCursor } })}>
          {text('state.more')}
        </Button>
      )}
    </Stack>
  );
}
