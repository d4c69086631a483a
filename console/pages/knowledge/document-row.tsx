import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Badge, Group, Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { type DocumentRowFragment, DocumentRowFragmentDoc } from './knowledge.generated.ts';
import { Used } from './used.tsx';

const COLOURS = { INDEXING: 'gray', FAILED: 'red' } as const;

export function DocumentRow({
  document,
  isOpen,
}: {
  document: FragmentType<DocumentRowFragment> & { id: string };
  isOpen: boolean;
}) {
  const text = useText();
  const { data, complete } = useFragment({ fragment: DocumentRowFragmentDoc, fragmentName: 'DocumentRow', from: document });
  if (!complete) return null;
  return (
    <Paper component="li" withBorder className="row" data-open={isOpen || undefined}>
      <Link href={`/${document.id}`} className="row-link" aria-current={isOpen ? 'true' : undefined}>
        <Text fw={600}>{data.title}</Text>
        <Group gap="xs" mt={4}>
          {data.status !== 'READY' && (
            <Badge variant="light" color={COLOURS[data.status]}>
              {text(`knowledge.status.${data.status}`)}
            </Badge>
          )}
          <Text size="sm" c="dimmed">
            {data.timesUsed > 0 ? (
              <Used times={data.timesUsed} lastAt={data.lastUsedAt} />
            ) : (
              <>
                {text('knowledge.neverUsedAdded')} <TimeAgo at={data.createdAt} />
              </>
            )}
          </Text>
        </Group>
        {data.error && (
          <Text size="sm" c="red">
            {data.error}
          </Text>
        )}
      </Link>
    </Paper>
  );
}
