import { useQuery } from '@apollo/client/react';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { DocumentRow } from './document-row.tsx';
import { KnowledgeDocumentsDocument } from './knowledge.generated.ts';

/** Indexing takes moments, and no event tells of its end. */
const LOOK_AGAIN_MS = 2_000;

export function DocumentList({ openId, mayWrite }: { openId: string | null; mayWrite: boolean }) {
  const text = useText();
  const { data, error, fetchMore, refetch, startPolling, stopPolling } = useQuery(KnowledgeDocumentsDocument, {
    fetchPolicy: 'cache-and-network',
  });
  const page = data?.knowledgeDocuments;
  const isIndexing = page?.nodes.some(({ status }) => status === 'INDEXING') ?? false;
  useEffect(() => {
    if (!isIndexing) return;
    startPolling(LOOK_AGAIN_MS);
    return stopPolling;
  }, [isIndexing, startPolling, stopPolling]);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1} size="h3">
          {text('knowledge.title')}
        </Title>
        {mayWrite && (
          <Button component={Link} href="/new" size="xs">
            {text('knowledge.add')}
          </Button>
        )}
      </Group>
      {page && <Text c="dimmed">{text('knowledge.count', { count: page.totalCount ?? page.nodes.length })}</Text>}
      {!page ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void refetch()} />
      ) : page.nodes.length === 0 ? (
        <PageState state="empty" message={text('knowledge.empty')} />
      ) : (
        <Stack gap="xs" component="ul" p={0} m={0}>
          {page.nodes.map((document) => (
            <DocumentRow key={document.id} document={document} isOpen={document.id === openId} />
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
