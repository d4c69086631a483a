import { Button, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';

/** Nothing typed: for ever. */
export function RetentionForm({
  hours,
  isBusy,
  onSave,
}: {
  hours: number | null;
  isBusy: boolean;
  onSave: (hours: number | null) => Promise<unknown>;
}) {
  const text = useText();
  const [typed, setTyped] = useState<number | string>(hours ?? '');
  const wanted = typed === '' ? null : Number(typed);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void onSave(wanted);
      }}
    >
      <Group align="end" gap="xs">
        <NumberInput
          label={text('channel.retention')}
          placeholder={text('channel.forEver')}
          value={typed}
          onChange={setTyped}
          min={1}
          allowDecimal={false}
          hideControls
          w={260}
          size="xs"
        />
        {wanted !== hours && (
          <Button type="submit" size="xs" variant="light" loading={isBusy}>
            {text('knowledge.save')}
          </Button>
        )}
      </Group>
    </form>
  );
}
