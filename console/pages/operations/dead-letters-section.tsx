import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { DeadLetterCard } from './dead-letter-card.tsx';
import type { DeadLetterReason } from './dead-letters.generated.ts';
import { CONSUMERS, consumerInWords } from './in-words.ts';
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

interface Selection {
  readonly chosen: readonly string[];
  readonly isDone: boolean;
}

/** Work that was given up: what it was, why, and how to have it tried again. */
export function DeadLettersSection() {
  const text = useText();
  const mayManage = useSession().may('operations:manage');
  const [reason, setReason] = useState<DeadLetterReason | null>(null);
  const [consumer, setConsumer] = useState('');
  const [{ chosen, isDone }, setSelection] = useState<Selection>({ chosen: [], isDone: false });
  const filter = useMemo<DeadLetterFilter>(
    () => ({ ...(reason && { reason: [reason] }), ...(consumer && { consumer }) }),
    [reason, consumer],
  );
  const { letters, error, retry, showMore } = useDeadLetters(filter);
  const isNarrowed = Object.keys(filter).length > 0;
  // of what the filter shows: nobody has something tried again that they do not see
  const shownChosen = chosen.filter((id) => letters?.some((letter) => letter.id === id));
  const choose = (id: string, isChosen: boolean) => {
    // what was tried again leaves the selection with the next choice: until then its report stands
    const others = isDone ? [] : chosen.filter((each) => each !== id);
    setSelection({ chosen: isChosen ? [...others, id] : others, isDone: false });
  };
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
        <NativeSelect
          label={text('letter.task')}
          value={consumer}
          onChange={(event) => setConsumer(event.currentTarget.value)}
          data={[
            { value: '', label: text('leads.all') },
            ...CONSUMERS.map((each) => ({ value: each, label: consumerInWords(each) })),
          ]}
        />
        <Button variant="light" onClick={() => void retry()}>
          {text('letter.refresh')}
        </Button>
      </Group>
      {mayManage && shownChosen.length > 0 && (
        <Group gap="xs" align="start">
          <Text size="sm">{text('letter.selected', { count: shownChosen.length })}</Text>
          <ReplayBox
            key={shownChosen.join(' ')}
            filter={{ ids: [...shownChosen] }}
            label={text('letter.trySelected')}
            onDone={() => setSelection({ chosen, isDone: true })}
          />
        </Group>
      )}
      {mayManage && isNarrowed && shownChosen.length === 0 && (
        <ReplayBox key={JSON.stringify(filter)} filter={filter} label={text('letter.tryAll')} />
      )}
      {letters === null ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
      ) : letters.length === 0 ? (
        <PageState state="empty" message={text('letter.none')} />
      ) : (
        <Stack component="ul" gap="xs" p={0} m={0}>
          {letters.map((letter) => (
            <DeadLetterCard
              key={letter.id}
              letter={letter}
              isChosen={chosen.includes(letter.id)}
              onChoose={(isChosen) => choose(letter.id, isChosen)}
            />
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
