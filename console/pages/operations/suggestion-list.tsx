import { Stack, Text, Title } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { SuggestionRow } from './suggestion-row.tsx';
import { useSuggestions } from './use-catalogue.ts';

/** What members called a product in messages. Nothing changes until somebody who keeps the catalogue says so. */
export function SuggestionList({ mayWrite }: { mayWrite: boolean }) {
  const text = useText();
  const suggestions = useSuggestions();
  if (suggestions.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label={text('catalogue.suggestions')}>
      <Title order={2} size="h4">
        {text('catalogue.suggestions')}
      </Title>
      <Text size="sm" c="dimmed">
        {text('catalogue.suggestionsHint')}
      </Text>
      <Stack gap="xs" component="ul" p={0} m={0}>
        {suggestions.map((suggestion) => (
          <SuggestionRow key={suggestion.id} suggestion={suggestion} mayWrite={mayWrite} />
        ))}
      </Stack>
    </Stack>
  );
}
