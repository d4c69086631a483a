import { Button, Checkbox, Group, Paper, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';

interface Properties {
  readonly name: string;
  readonly mayShare: boolean;
  readonly isBusy: boolean;
  readonly onSave: (view: { name: string; isShared: boolean }) => Promise<void>;
  readonly onCancel: () => void;
}

export function ViewForm({ name: first, mayShare, isBusy, onSave, onCancel }: Properties) {
  const text = useText();
  const [name, setName] = useState(first);
  const [isShared, setIsShared] = useState(false);
  return (
    <Paper withBorder p="xs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void onSave({ name, isShared });
        }}
      >
        <Stack gap="xs">
          <TextInput
            label={text('views.name')}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            maxLength={60}
            autoFocus
          />
          {mayShare && (
            <Checkbox
              label={text('views.shareIt')}
              checked={isShared}
              onChange={({ currentTarget }) => setIsShared(currentTarget.checked)}
            />
          )}
          <Group gap="xs">
            <Button type="submit" size="xs" loading={isBusy} disabled={name.trim() === ''}>
              {text('views.saveNow')}
            </Button>
            <Button size="xs" variant="default" onClick={onCancel}>
              {text('canned.cancel')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
