import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';

/** A button that asks once more before it does what is not easily undone. */
export function ConfirmButton({
  label,
  confirmLabel,
  consequence,
  isBusy,
  onConfirm,
}: {
  label: string;
  confirmLabel: string;
  /** What it does that the button does not say. */
  consequence?: string;
  isBusy: boolean;
  onConfirm: () => Promise<unknown>;
}) {
  const text = useText();
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <Button size="xs" variant="subtle" color="red" onClick={() => setIsAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <Group gap="xs">
      {consequence && (
        <Text size="sm" w="100%" role="status">
          {consequence}
        </Text>
      )}
      <Button size="xs" color="red" autoFocus loading={isBusy} onClick={() => void onConfirm().finally(() => setIsAsking(false))}>
        {confirmLabel}
      </Button>
      <Button size="xs" variant="subtle" color="gray" onClick={() => setIsAsking(false)}>
        {text('review.cancel')}
      </Button>
    </Group>
  );
}
