import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Button, Group, Paper, Text } from '@mantine/core';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { type SuggestionCardFragment, SuggestionCardFragmentDoc } from './catalogue.generated.ts';
import { Problem } from './problem.tsx';
import { useSuggestion } from './use-catalogue.ts';

export function SuggestionRow({
  suggestion,
  mayWrite,
}: {
  suggestion: FragmentType<SuggestionCardFragment> & { id: string };
  mayWrite: boolean;
}) {
  const text = useText();
  const { problem, isBusy, accept, dismiss } = useSuggestion(suggestion.id);
  const { data, complete } = useFragment({
    fragment: SuggestionCardFragmentDoc,
    fragmentName: 'SuggestionCard',
    from: suggestion,
    variables: useScopeVariables('readPersonalData'),
  });
  if (!complete) return null;
  const { name, words, count, lastSaidAt, product } = data;
  return (
    <Paper component="li" withBorder className="row" p="xs">
      <Group justify="space-between" gap="xs">
        <div>
          <Text fw={600}>{product?.name ?? name ?? text('catalogue.hidden')}</Text>
          {words && words.length > 0 && (
            <Text size="sm">{text(product ? 'catalogue.newWords' : 'catalogue.called', { names: words.join(', ') })}</Text>
          )}
          <Text size="sm" c="dimmed">
            {text('catalogue.said', { count })} <TimeAgo at={lastSaidAt} />
          </Text>
        </div>
        {mayWrite && (
          <Group gap={4}>
            <Button size="xs" variant="light" loading={isBusy} onClick={() => void accept()}>
              {text(product ? 'catalogue.acceptWords' : 'catalogue.accept')}
            </Button>
            <Button size="xs" variant="subtle" color="gray" disabled={isBusy} onClick={() => void dismiss()}>
              {text('catalogue.dismiss')}
            </Button>
          </Group>
        )}
      </Group>
      <Problem words={problem} />
    </Paper>
  );
}
