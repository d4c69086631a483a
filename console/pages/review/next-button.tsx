import { Button, Group, Text } from '@mantine/core';
import { KeyHint } from '../../components/ui/key-hint.tsx';
import { useText } from '../../i18n/language.tsx';

interface Properties {
  readonly onNext: () => void;
  /** It was asked for, and nobody waits who has no reviewer. */
  readonly isNothingLeft: boolean;
}

/** Leaves what is open for the most urgent one that nobody has. */
export function NextButton({ onNext, isNothingLeft }: Properties) {
  const text = useText();
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="sm" c="dimmed" role="status">
        {isNothingLeft && text('review.nothingElse')}
      </Text>
      <Button variant="light" size="compact-md" miw="max-content" onClick={onNext} rightSection={<KeyHint>n</KeyHint>}>
        {text('review.next')}
      </Button>
    </Group>
  );
}
