import { Button, Group, Select, TagsInput, Text } from '@mantine/core';
import { useIntl } from 'react-intl';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import type { ConversationStateFragment } from './conversation.generated.ts';
import { SnoozeMenu } from './snooze-menu.tsx';
import type { useConversationChanges } from './use-conversation-changes.ts';
import { useLabels } from './use-labels.ts';
import { useMembers } from './use-members.ts';

interface Properties {
  readonly conversation: ConversationStateFragment;
  readonly changes: ReturnType<typeof useConversationChanges>;
}

/** Who sees to it, what it is about, and whether it can wait. */
export function ConversationTools({ conversation, changes }: Properties) {
  const text = useText();
  const { may } = useSession();
  const { formatDate } = useIntl();
  const members = useMembers();
  const { assignee, status, snoozedUntil } = conversation;
  const { labels, change } = useLabels(conversation.labels, changes.label);
  const isKnown = !assignee || members.some(({ value }) => value === assignee.id);
  const people = isKnown ? members : [...members, { value: assignee.id, label: assignee.displayName }];
  const until = snoozedUntil && formatDate(snoozedUntil, { dateStyle: 'medium', timeStyle: 'short' });
  const said = until && (
    <Text size="sm" c="dimmed">
      {text('conversations.snoozedUntil', { time: until })}
    </Text>
  );
  if (!may('conversations:write')) return said || null;
  return (
    <Group gap="xs" align="end">
      <Select
        label={text('conversations.assignee')}
        placeholder={text('conversations.nobody')}
        data={people}
        value={assignee?.id ?? null}
        onChange={(value) => void changes.assign(value)}
        clearable
        w={{ base: '100%', xs: 170 }}
      />
      <TagsInput
        label={text('conversations.labels')}
        value={labels}
        onChange={change}
        maxTags={20}
        maxLength={50}
        flex={1}
        miw={{ base: '100%', xs: 180 }}
      />
      {status === 'SNOOZED' ? (
        <Button variant="default" onClick={() => void changes.setStatus('OPEN')}>
          {text('conversations.wake')}
        </Button>
      ) : (
        <SnoozeMenu onChoose={(at) => void changes.setStatus('SNOOZED', at)} />
      )}
      {status === 'CLOSED' ? (
        <Button variant="default" onClick={() => void changes.setStatus('OPEN')}>
          {text('conversations.reopen')}
        </Button>
      ) : (
        <Button variant="default" onClick={() => void changes.setStatus('CLOSED')}>
          {text('conversations.close')}
        </Button>
      )}
      {said}
    </Group>
  );
}
