import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { ReplyValues } from '../../components/canned-replies/fill-reply.ts';
import { ReplyField } from '../../components/canned-replies/reply-field.tsx';
import { UnfilledQuestion } from '../../components/canned-replies/unfilled-question.tsx';
import { useUnfilled } from '../../components/canned-replies/use-unfilled.ts';
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
  const { words, write, problem, isBusy, send } = useReply(conversationId);
  const unfilled = useUnfilled(words, () => void send());
  if (windowClosesAt !== null && Date.parse(windowClosesAt) <= Date.now()) {
    return <Alert color="orange">{text('conversations.windowClosed')}</Alert>;
  }
  const isEmpty = words.trim() === '';
  const submit = (): void => {
    if (!isEmpty && !isBusy) unfilled.submit();
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
          write={write}
          values={values}
          onSend={submit}
        />
        <UnfilledQuestion unfilled={unfilled} />
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
