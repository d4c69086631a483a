import { Button, Group, Menu, Paper, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '../../i18n/language.tsx';
import { asLocalInput, inAnHour, mondayAtNine, readSnoozeTime, tomorrowAtNine } from './snooze-times.ts';

/** A time that is near at hand, or one of the reader's own. */
export function SnoozeMenu({ onChoose }: { onChoose: (until: Date) => void }) {
  const text = useText();
  const [isChoosing, setIsChoosing] = useState(false);
  if (isChoosing) {
    return (
      <SnoozeForm
        onCancel={() => setIsChoosing(false)}
        onChoose={(until) => {
          setIsChoosing(false);
          onChoose(until);
        }}
      />
    );
  }
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default">{text('conversations.snooze')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onChoose(inAnHour(new Date()))}>{text('conversations.snoozeHour')}</Menu.Item>
        <Menu.Item onClick={() => onChoose(tomorrowAtNine(new Date()))}>{text('conversations.snoozeTomorrow')}</Menu.Item>
        <Menu.Item onClick={() => onChoose(mondayAtNine(new Date()))}>{text('conversations.snoozeWeek')}</Menu.Item>
        <Menu.Item onClick={() => setIsChoosing(true)}>{text('conversations.snoozeOwn')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SnoozeForm({ onChoose, onCancel }: { onChoose: (until: Date) => void; onCancel: () => void }) {
  const text = useText();
  const { timeZone } = useIntl();
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [typed, setTyped] = useState(() => asLocalInput(tomorrowAtNine(new Date())));
  const [problem, setProblem] = useState<'missing' | 'past' | 'far' | null>(null);
  return (
    <Paper
      component="form"
      withBorder
      p="xs"
      w="100%"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const at = readSnoozeTime(typed, new Date());
        if (typeof at === 'string') setProblem(at);
        else onChoose(at);
      }}
    >
      <Group gap="xs" align="end">
        <TextInput
          type="datetime-local"
          label={text('conversations.snoozeTime')}
          description={text('conversations.snoozeZone', { zone })}
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setProblem(null);
          }}
          error={problem && text(`conversations.snoozeBad.${problem}`)}
          autoFocus
        />
        <Button type="submit">{text('conversations.snooze')}</Button>
        <Button variant="default" onClick={onCancel}>
          {text('canned.cancel')}
        </Button>
      </Group>
    </Paper>
  );
}
