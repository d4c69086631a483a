import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Anchor, Badge, Checkbox, Code, Group, Paper, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { type DeadLetterCardFragment, DeadLetterCardFragmentDoc } from './dead-letters.generated.ts';
import { DiscardForm } from './discard-form.tsx';
import { consumerInWords, topicInWords } from './in-words.ts';
import { ReplayBox } from './replay-box.tsx';

export function DeadLetterCard({
  letter,
  isChosen,
  onChoose,
}: {
  letter: FragmentType<DeadLetterCardFragment> & { id: string };
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
}) {
  const text = useText();
  const { may } = useSession();
  const mayManage = may('operations:manage');
  const { data, complete } = useFragment({
    fragment: DeadLetterCardFragmentDoc,
    fragmentName: 'DeadLetterCard',
    from: letter,
    variables: { manageOperations: mayManage },
  });
  if (!complete) return null;
  const isOpen = data.replayedAt === null && data.discardedAt === null;
  const task = `${consumerInWords(data.consumer)}: ${topicInWords(data.topic)}`;
  return (
    <Paper component="li" withBorder p="sm" className="row">
      <Stack gap={6}>
        <Group gap="xs">
          {mayManage && isOpen && (
            <Checkbox
              aria-label={text('letter.select', { what: task })}
              checked={isChosen}
              onChange={(event) => onChoose(event.currentTarget.checked)}
            />
          )}
          <Badge variant="light" color={data.reason === 'BUG' ? 'red' : 'orange'} tt="none">
            {text(`letterReason.${data.reason}`)}
          </Badge>
          <Text fw={600}>{task}</Text>
          <Text size="sm" c="dimmed">
            {text('letter.attempts', { count: data.attempts })} · <TimeAgo at={data.failedAt} />
          </Text>
          {data.replayedAt && (
            <Badge variant="light" color="teal" tt="none">
              {text('letter.replayed')}
            </Badge>
          )}
          {data.discardedAt && (
            <Badge variant="light" color="gray" tt="none">
              {text('letter.discarded')}
            </Badge>
          )}
        </Group>
        {isOpen && <Text size="sm">{text(`letter.why.${data.reason}`)}</Text>}
        <Text size="sm" c="dimmed" className="as-written">
          {text('letter.system', { words: data.error })}
        </Text>
        {data.conversationId && may('conversations:read') && (
          <Anchor component={Link} href={`~/conversations/${data.conversationId}`} size="sm">
            {text('lead.conversation')}
          </Anchor>
        )}
        {data.payload != null && (
          <details>
            <summary>{text('letter.payload')}</summary>
            <Code block>{JSON.stringify(data.payload, null, 2)}</Code>
          </details>
        )}
        {mayManage && isOpen && (
          <Group align="start" gap="xs">
            <ReplayBox filter={{ ids: [data.id] }} label={text('letter.try')} />
            <DiscardForm id={data.id} />
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
