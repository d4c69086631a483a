import { Button, Group, Stack, Textarea } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { useDesk } from './desk.ts';

interface Properties {
  /** Where what is typed stands on the desk. */
  readonly place: string;
  readonly label: string;
  readonly hint?: string;
  readonly submit: string;
  readonly color?: string;
  readonly isRequired?: boolean;
  readonly isBusy: boolean;
  readonly onSubmit: (said: string) => void;
  readonly onCancel: () => void;
}

const LONGEST = 1_000;

/** Asks for some words before something is done. Escape leaves it, Ctrl or Command with Enter does it. */
export function AskForm({ place, label, hint, submit, color, isRequired = false, isBusy, onSubmit, onCancel }: Properties) {
  const text = useText();
  const desk = useDesk();
  const [said, setSaid] = useState(() => desk.said.get(place) ?? '');
  const write = (words: string): void => {
    setSaid(words);
    desk.said.set(place, words);
  };
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    // whoever comes back writes on
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, []);
  const isReady = !isBusy && (!isRequired || said.trim() !== '');
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onCancel();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && isReady) onSubmit(said);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onSubmit(said);
      }}
    >
      <Stack gap="xs">
        <Textarea
          ref={field}
          label={label}
          description={hint}
          value={said}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          required={isRequired}
          maxLength={LONGEST}
          autosize
          minRows={2}
        />
        <Group>
          <Button type="submit" color={color} loading={isBusy} disabled={!isReady}>
            {submit}
          </Button>
          <Button variant="subtle" color="gray" onClick={onCancel}>
            {text('review.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
