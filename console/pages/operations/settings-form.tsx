import { Button, Fieldset, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import { Problem } from './problem.tsx';

/** One group of settings that is saved together; what was typed stays when it is refused. */
export function SettingsForm({
  title,
  mayWrite,
  problem,
  isBusy,
  isSaved,
  onSave,
  children,
}: {
  title: string;
  mayWrite: boolean;
  problem: string | null;
  isBusy: boolean;
  isSaved: boolean;
  onSave: () => void;
  children: ReactNode;
}) {
  const text = useText();
  return (
    <form
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <Fieldset legend={title}>
        <Stack gap="sm">
          {children}
          <Problem words={problem} />
          {mayWrite && (
            <Group>
              <Button type="submit" loading={isBusy}>
                {text('knowledge.save')}
              </Button>
              {isSaved && (
                <Text role="status" size="sm">
                  {text('settings.saved')}
                </Text>
              )}
            </Group>
          )}
        </Stack>
      </Fieldset>
    </form>
  );
}
