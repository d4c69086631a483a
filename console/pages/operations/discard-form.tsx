import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { Problem } from './problem.tsx';
import { useDiscard } from './use-dead-letters.ts';

export function DiscardForm({ id }: { id: string }) {
  const text = useText();
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { problem, isBusy, discard } = useDiscard(id);
  if (!isAsking) {
    return (
      <Button size="xs" variant="subtle" color="red" onClick={() => setIsAsking(true)}>
        {text('letter.discard')}
      </Button>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void discard(reason);
      }}
    >
      <Stack gap="xs">
        <Group align="end" gap="xs">
          <TextInput
            size="xs"
            label={text('letter.discardReason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
            autoFocus
          />
          <Button type="submit" size="xs" color="red" loading={isBusy} disabled={reason.trim() === ''}>
            {text('letter.discardNow')}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={() => setIsAsking(false)}>
            {text('review.cancel')}
          </Button>
        </Group>
        <Problem words={problem} />
      </Stack>
    </form>
  );
}
