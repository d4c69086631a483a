import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { openVariables, type ReplyValues } from '../../components/canned-replies/fill-reply.ts';
import { ReplyField } from '../../components/canned-replies/reply-field.tsx';
import { WindowCountdown } from '../../components/ui/window-countdown.tsx';
import { useText } from '../../i18n/language.tsx';
import { useReply } from './use-reply.ts';

interface Properties {
  readonly conversationId: string;
  readonly isPublic: boolean;
  readonly values: ReplyValues;
  /** Null: the platform takes replies for ever. */
  readonly windowClosesAt: string | null;
}

export function ReplyBox({ conversationId, isPublic, values, windowClosesAt }: Properties) {
  const text = useText();
  const [isAsking, setIsAsking] = useState(false);
  const { words, write, problem, isBusy, send } = useReply(conversationId);
  if (windowClosesAt !== null && Date.parse(windowClosesAt) <= Date.now()) {
    return <Alert color="orange">{text('conversations.windowClosed')}</Alert>;
  }
  const isEmpty = words.trim() === '';
  const open = openVariables(words);
  const submit = (): void => {
    if (isEmpty || isBusy) return;
    if (open.length > 0) setIsAsking(true);
    else void send();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="xs">
        <ReplyField
          label={text('conversations.reply')}
          description={isPublic ? text('conversations.replyPublic') : undefined}
          words={words}
          write={(next) => {
            setIsAsking(false);
            write(next);
          }}
          values={values}
          onSend={submit}
        />
        {isAsking && (
          <Alert color="orange" role="alert">
            <Stack gap="xs">
              {text('canned.stillOpen', { variables: open.join(', ') })}
              <Group gap="xs">
                <Button size="xs" variant="default" autoFocus onClick={() => setIsAsking(false)}>
                  {text('canned.goBack')}
                </Button>
                <Button
                  size="xs"
                  color="red"
                  variant="light"
                  onClick={() => {
                    setIsAsking(false);
                    void send();
                  }}
                >
                  {text('canned.sendAnyway')}
                </Button>
              </Group>
            </Stack>
          </Alert>
        )}
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
