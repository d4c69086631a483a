import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { useTyped } from './use-typed.ts';

interface Properties {
  readonly conversationId: string;
  readonly isBusy: boolean;
  /** Answers whether it was kept; what was typed stays until then. */
  readonly onAdd: (words: string) => Promise<boolean>;
}

export function NoteBox({ conversationId, isBusy, onAdd }: Properties) {
  const text = useText();
  const { words, write, taken } = useTyped(`note/${conversationId}`);
  return (
    <form
      className="note"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() !== '') void onAdd(words).then((isKept) => isKept && taken(words));
      }}
    >
      <Stack gap="xs" p="xs">
        <Textarea
          label={text('conversations.note')}
          description={text('conversations.noteHint')}
          value={words}
          onChange={(event) => write(event.currentTarget.value)}
          maxLength={10_000}
          autosize
          minRows={1}
          maxRows={8}
        />
        <Group>
          <Button type="submit" variant="default" loading={isBusy} disabled={words.trim() === ''}>
            {text('conversations.addNote')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
