import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Paper, Stack, Text } from '@mantine/core';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { type ThreadMessageFragment, ThreadMessageFragmentDoc } from './review.generated.ts';

type MessageReference = FragmentType<ThreadMessageFragment> & { readonly id: string };

/** Oldest first, as a conversation is read. */
export function MessageThread({ messages, customer }: { messages: readonly MessageReference[]; customer: string }) {
  const text = useText();
  return (
    <Stack component="section" gap="xs" aria-label={text('thread.title')} className="thread" tabIndex={0}>
      {messages.toReversed().map((message) => (
        <ThreadMessage key={message.id} message={message} customer={customer} />
      ))}
    </Stack>
  );
}

function ThreadMessage({ message, customer }: { message: MessageReference; customer: string }) {
  const text = useText();
  const { data, complete } = useFragment({ fragment: ThreadMessageFragmentDoc, fragmentName: 'ThreadMessage', from: message });
  if (!complete) return null;
  const isTheirs = data.direction === 'INBOUND';
  const gone = data.retractedAt ? text('thread.retracted') : data.expiredAt ? text('thread.expired') : null;
  return (
    <Paper withBorder p="xs" className="bubble" data-side={isTheirs ? 'theirs' : 'ours'}>
      <Text size="xs" c="dimmed">
        {isTheirs ? customer : (data.author?.displayName ?? text('thread.machine'))} · <TimeAgo at={data.sentAt} />
      </Text>
      {gone ? (
        <Text c="dimmed" fs="italic">
          {gone}
        </Text>
      ) : (
        <Text className="as-written">{data.text}</Text>
      )}
      {data.attachments.map(({ kind, url }) => (
        <Text key={`${kind}-${url}`} size="sm" c="dimmed">
          {text('thread.attachment', { kind })}
        </Text>
      ))}
    </Paper>
  );
}
