import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { type PassageListFragment, PassageListFragmentDoc } from './knowledge.generated.ts';
import { Used } from './used.tsx';

/** A long document has hundreds. */
const SHOWN_AT_FIRST = 12;

interface PassageListProps {
  readonly document: FragmentType<PassageListFragment> & { readonly id: string };
  readonly documentTitle: string;
}

/** What the document was split into: which of it replies stand on, and which never did. */
export function PassageList({ document, documentTitle }: PassageListProps) {
  const text = useText();
  const [isWhole, setIsWhole] = useState(false);
  const { data, complete } = useFragment({ fragment: PassageListFragmentDoc, fragmentName: 'PassageList', from: document });
  if (!complete || data.passages.length === 0) return null;
  const { passages } = data;
  const unused = passages.filter(({ timesUsed }) => timesUsed === 0).length;
  return (
    <Stack component="section" gap="xs" aria-labelledby="passages-title">
      <Title order={3} size="h5" id="passages-title">
        {text('knowledge.passagesTitle')}
      </Title>
      <Text size="sm" c="dimmed">
        {text('knowledge.passagesUnused', { unused, count: passages.length })}
      </Text>
      <Stack gap="xs" component="ul" p={0} m={0}>
        {passages.slice(0, isWhole ? undefined : SHOWN_AT_FIRST).map(({ id, title, text: passage, timesUsed, lastUsedAt }) => (
          <Paper key={id} component="li" withBorder p="sm" style={{ listStyle: 'none' }}>
            {title !== documentTitle && (
              <Text size="sm" fw={600}>
                {title}
              </Text>
            )}
            <Text size="sm" className="as-written" lineClamp={3}>
              {passage}
            </Text>
            <Text size="xs" c="dimmed" mt={4}>
              <Used times={timesUsed} lastAt={lastUsedAt} />
            </Text>
          </Paper>
        ))}
      </Stack>
      {!isWhole && passages.length > SHOWN_AT_FIRST && (
        <Button variant="light" w="fit-content" onClick={() => setIsWhole(true)}>
          {text('knowledge.passagesAll', { count: passages.length })}
        </Button>
      )}
    </Stack>
  );
}
