import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Anchor, Paper, Text } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { goneWords } from './gone-words.ts';
import { type ThreadMessageFragment, ThreadMessageFragmentDoc } from './thread.generated.ts';

export type MessageReference = FragmentType<ThreadMessageFragment> & { readonly id: string };

export function ThreadMessage({ message, customer }: { message: MessageReference; customer: string }) {
  const text = useText();
  const { data, complete } = useFragment({ fragment: ThreadMessageFragmentDoc, fragmentName: 'ThreadMessage', from: message });
  if (!complete) return null;
  const isTheirs = data.direction === 'INBOUND';
  const gone = goneWords(data, text);
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
        <AttachmentLink key={`${kind}-${url}`} kind={kind} url={url} />
      ))}
      {data.delivery && <DeliveryState delivery={data.delivery} />}
    </Paper>
  );
}

function AttachmentLink({ kind, url }: { kind: string; url: string | null }) {
  const text = useText();
  const said = text('thread.attachment', { kind });
  // the address came with a stranger's message: nothing but a page is opened
  if (!url || !/^https?:\/\//i.test(url)) {
    return (
      <Text size="sm" c="dimmed">
        {said}
      </Text>
    );
  }
  return (
    <Anchor href={url} target="_blank" rel="noreferrer" size="sm" display="block">
      {said}
    </Anchor>
  );
}

function DeliveryState({ delivery: { status, error } }: { delivery: NonNullable<ThreadMessageFragment['delivery']> }) {
  const text = useText();
  const isTrouble = status === 'FAILED' || status === 'UNCERTAIN';
  return (
    <Text size="xs" c={isTrouble ? 'var(--mantine-color-error)' : 'dimmed'} ta="right">
      {text(`delivery.${status}`)}
      {isTrouble && error ? `: ${error}` : null}
    </Text>
  );
}
