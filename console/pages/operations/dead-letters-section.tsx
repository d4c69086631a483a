import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { DeadLetterCard } from './dead-letter-card.tsx';
import type { DeadLetterReason } from './dead-letters.generated.ts';
import { ReplayBox } from './replay-box.tsx';
import { type DeadLetterFilter, useDeadLetters } from './use-dead-letters.ts';

const REASONS: readonly DeadLetterReason[] = [
  'RETRIES_EXHAUSTED',
  'CIRCUIT_OPEN',
  'INVALID_PAYLOAD',
  'REJECTED_BY_PLATFORM',
  'REJECTED_BY_CRM',
  'BUG',
];
const TYPING_MS = 300;

/** Work that was given up: what it was, why, and how to have it tried again. */
export function DeadLettersSection() {
  const text = useText();
  const mayManage = useSession().may('operations:manage');
  const [reason, setReason] = useState<DeadLetterReason | null>(null);
  const [consumer, setConsumer] = useState('');
  const [typed] = useDebouncedValue(consumer.trim(), TYPING_MS);
  const filter = useMemo<DeadLetterFilter>(
    () => ({ ...(reason && { reason: [reason] }), ...(typed && { consumer: typed }) }),
    [reason, typed],
  );
  const { letters, error, retry, showMore } = useDeadLetters(filter);
  const isNarrowed = Object.keys(filter).length > 0;
  return (
    <Stack gap="sm">
      <Group align="end" gap="xs">
        <NativeSelect
          label={text('letter.reason')}
          value={reason ?? ''}
          onChange={(event) => setReason(REASONS.find((each) => each === event.currentTarget.value) ?? null)}
          data={[
            { value: '', label: text('leads.all') },
            ...REASONS.map((each) => ({ value: each, label: text(`letterReason.${each}`) })),
          ]}
        />
        <TextInput
          label={text('letter.consumer')}
          value={consumer}
          onChange={(event) => setConsumer(event.currentTarget.value)}
          spellCheck={false}
        />
        <Button variant="light" onClick={() => void retry()}>
          {text('letter.refresh')}
        </Button>
      </Group>
      {mayManage && isNarrowed && <ReplayBox key={JSON.stringify(filter)} filter={filter} label={text('letter.tryAll')} />}
      {letters === null ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
      ) : letters.length === 0 ? (
        <PageState state="empty" message={text('letter.none')} />
      ) : (
        <Stack component="ul" gap="xs" p={0} m={0}>
          {letters.map((letter) => (
            <DeadLetterCard key={letter.id} letter={letter} />
          ))}
        </Stack>
      )}
      {showMore && (
        <Button variant="light" onClick={() => void showMore()}>
          {text('state.more')}
        </Button>
      )}
    </Stack>
  );
}
