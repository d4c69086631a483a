import { Button, Paper, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useText } from '../../i18n/language.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import type { ThreadNotesFragment } from './thread.generated.ts';
import { type MessageReference, ThreadMessage } from './thread-message.tsx';

type Note = ThreadNotesFragment['notes'][number];

interface Properties {
  readonly messages: readonly (MessageReference & { readonly sentAt: string })[];
  readonly notes: readonly Note[];
  readonly customer: string;
  /** Null where nothing stands before what is shown. */
  readonly onEarlier: (() => void) | null;
}

/** What was said, oldest first, with the team's notes where they were written. */
export function Thread({ messages, notes, customer, onEarlier }: Properties) {
  const text = useText();
  const thread = useRef<HTMLDivElement>(null);
  const [newest] = messages;
  const newestId = newest?.id;
  const noteCount = notes.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new at the end is brought into view, and nothing else moves it
  useEffect(() => {
    thread.current?.scrollTo({ top: thread.current.scrollHeight });
  }, [newestId, noteCount]);
  const oldest = messages.at(-1)?.sentAt;
  const items = [
    ...messages.map((message) => ({ id: message.id, at: message.sentAt, message, note: null })),
    // a note from before what is shown comes with the messages around it
    ...notes
      .filter(({ createdAt }) => onEarlier === null || oldest === undefined || createdAt >= oldest)
      .map((note) => ({ id: note.id, at: note.createdAt, message: null, note })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <Stack component="section" gap="xs" aria-label={text('thread.title')} className="thread" tabIndex={0} ref={thread}>
      {onEarlier && (
        <Button variant="subtle" size="compact-sm" onClick={onEarlier}>
          {text('conversations.earlier')}
        </Button>
      )}
      {items.map(({ id, message, note }) =>
        message ? <ThreadMessage key={id} message={message} customer={customer} /> : <InternalNote key={id} note={note} />,
      )}
    </Stack>
  );
}

function InternalNote({ note: { author, createdAt, text: said } }: { note: Note }) {
  const text = useText();
  return (
    <Paper p="xs" className="note">
      <Text size="xs" fw={600}>
        {text('conversations.noteBy', { name: author?.displayName ?? text('conversations.somebody') })} ·{' '}
        <TimeAgo at={createdAt} />
      </Text>
      <Text className="as-written">{said}</Text>
    </Paper>
  );
}
