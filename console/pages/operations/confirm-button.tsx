import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';

/** A button that asks once more before it does what is not easily undone. */
export function ConfirmButton({
  label,
  confirmLabel,
  isBusy,
  onConfirm,
}: {
  label: string;
  confirmLabel: string;
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
      <Button size="xs" color="red" autoFocus loading={isBusy} onClick={() => void onConfirm().finally(() => setIsAsking(false))}>
        {confirmLabel}
      </Button>
      <Button size="xs" variant="subtle" color="gray" onClick={() => setIsAsking(false)}>
        {text('review.cancel')}
      </Button>
    </Group>
  );
}
