import { useQuery } from '@apollo/client/react';
import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { byUse, USES, type Use } from './by-use.ts';
import { DocumentRow } from './document-row.tsx';
import { KnowledgeDocumentsDocument } from './knowledge.generated.ts';

/** Indexing takes moments, and no event tells of its end. */
const LOOK_AGAIN_MS = 2_000;

export function DocumentList({ openId, mayWrite }: { openId: string | null; mayWrite: boolean }) {
  const text = useText();
  const { data, error, fetchMore, refetch, startPolling, stopPolling } = useQuery(KnowledgeDocumentsDocument, {
    fetchPolicy: 'cache-and-network',
  });
  const [use, setUse] = useState<Use>('NEWEST');
  const page = data?.knowledgeDocuments;
  const shown = byUse(page?.nodes ?? [], use);
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
      {page && page.nodes.length > 0 && (
        <Text c="dimmed">{text('knowledge.count', { count: page.totalCount ?? page.nodes.length })}</Text>
      )}
      {page && page.nodes.length > 0 && (
        <NativeSelect
          label={text('knowledge.show')}
          value={use}
          onChange={({ currentTarget }) => setUse(USES.find((one) => one === currentTarget.value) ?? 'NEWEST')}
          data={USES.map((value) => ({ value, label: text(`knowledge.use.${value}`) }))}
        />
      )}
      {!page ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void refetch()} />
      ) : page.nodes.length === 0 ? (
        <PageState state="empty" message={text('knowledge.empty')} />
      ) : shown.length === 0 ? (
        <Text c="dimmed">{text('knowledge.allUsed')}</Text>
      ) : (
        <Stack gap="xs" component="ul" p={0} m={0}>
          {shown.map((document) => (
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
