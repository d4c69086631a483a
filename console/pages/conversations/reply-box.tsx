import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { WindowCountdown } from '../../components/ui/window-countdown.tsx';
import { useText } from '../../i18n/language.tsx';
import { useReply } from './use-reply.ts';

interface Properties {
  readonly conversationId: string;
  readonly isPublic: boolean;
  /** Null: the platform takes replies for ever. */
  readonly windowClosesAt: string | null;
}

export function ReplyBox({ conversationId, isPublic, windowClosesAt }: Properties) {
  const text = useText();
  const { words, write, problem, isBusy, send } = useReply(conversationId);
  if (windowClosesAt !== null && Date.parse(windowClosesAt) <= Date.now()) {
    return <Alert color="orange">{text('conversations.windowClosed')}</Alert>;
  }
  const isEmpty = words.trim() === '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) void send();
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={text('conversations.reply')}
          description={isPublic ? text('conversations.replyPublic') : undefined}
          value={words}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isEmpty && !isBusy) void send();
          }}
          autosize
          minRows={3}
          maxRows={12}
        />
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <Group justify="space-between">
          <Button type="submit" loading={isBusy} disabled={isEmpty}>
            {text('conversations.send')}
          </Button>
          {windowClosesAt ? <WindowCountdown at={windowClosesAt} /> : <Text />}
        </Group>
      </Stack>
    </form>
  );
}
