import { Alert, Button, Fieldset, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../../i18n/language.tsx';

export interface SettingsFormProps {
  title: string;
  mayWrite: boolean;
  problem: string | null;
  /** What to do about the problem. */
  wayOut?: ReactNode;
  isBusy: boolean;
  isSaved: boolean;
  isUnsaved: boolean;
  onSave: () => void;
  onDiscard: () => void;
  children: ReactNode;
}

/** One group of settings that is saved together; what was typed stays when it is refused. */
export function SettingsForm(props: SettingsFormProps) {
  const { title, mayWrite, problem, wayOut, isBusy, isSaved, isUnsaved, onSave, onDiscard, children } = props;
  const text = useText();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!isBusy) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [isBusy]);
  return (
    <form
      ref={form}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <Fieldset legend={title}>
        <Stack gap="sm">
          {children}
          {problem !== null && (
            <Alert color="red" role="alert">
              <Stack gap="xs" align="start">
                {problem}
                {wayOut}
              </Stack>
            </Alert>
          )}
          {mayWrite && (
            <Group>
              <Button type="submit" loading={isBusy}>
                {text('knowledge.save')}
              </Button>
              {isUnsaved && (
                <Button variant="subtle" color="gray" disabled={isBusy} onClick={onDiscard}>
                  {text('settings.discard')}
                </Button>
              )}
              <Text role="status" size="sm">
                {isUnsaved ? text('settings.unsaved') : isSaved ? text('settings.saved') : ''}
              </Text>
            </Group>
          )}
        </Stack>
      </Fieldset>
    </form>
  );
}
