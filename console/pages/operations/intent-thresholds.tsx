import { ActionIcon, Button, Fieldset, Group, NativeSelect, NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { INTENTS } from './asked-threshold.ts';
import type { TypedThresholds } from './reply-draft.ts';
import type { Intent } from './settings.generated.ts';

/** Where an intent is held to another threshold than all; one can be added for each that has none. */
export function IntentThresholds({
  typed,
  onChange,
  mayWrite,
  first,
  problem,
}: {
  typed: TypedThresholds;
  onChange: (typed: TypedThresholds) => void;
  mayWrite: boolean;
  /** What an added one begins with. */
  first: number | string;
  problem: string | null;
}) {
  const text = useText();
  const [chosen, setChosen] = useState<Intent | null>(null);
  const has = INTENTS.filter((intent) => typed[intent] !== undefined);
  const lacks = INTENTS.filter((intent) => typed[intent] === undefined);
  const next = chosen !== null && lacks.includes(chosen) ? chosen : lacks[0];
  if (has.length === 0 && !mayWrite) return null;
  return (
    <Fieldset legend={text('settings.thresholds')} variant="unstyled">
      <Text size="xs" c="dimmed">
        {text('settings.thresholdsHint')}
      </Text>
      {has.map((intent) => (
        <Group key={intent} align="end" gap="xs" mt="xs">
          <NumberInput
            flex={1}
            maw={320}
            label={text(`intent.${intent}`)}
            aria-label={text('settings.thresholdFor', { intent: text(`intent.${intent}`) })}
            value={typed[intent] ?? ''}
            onChange={(value) => onChange({ ...typed, [intent]: value })}
            error={problem !== null}
            min={0}
            max={100}
            suffix=" %"
            required
            readOnly={!mayWrite}
          />
          {mayWrite && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={text('settings.thresholdRemove', { intent: text(`intent.${intent}`) })}
              onClick={() => {
                const { [intent]: _removed, ...kept } = typed;
                onChange(kept);
              }}
            >
              ×
            </ActionIcon>
          )}
        </Group>
      ))}
      {mayWrite && next && (
        <Group align="end" gap="xs" mt="xs">
          <NativeSelect
            label={text('settings.thresholdIntent')}
            value={next}
            onChange={({ currentTarget }) => setChosen(INTENTS.find((one) => one === currentTarget.value) ?? null)}
            data={lacks.map((value) => ({ value, label: text(`intent.${value}`) }))}
          />
          <Button variant="light" onClick={() => onChange({ ...typed, [next]: first })}>
            {text('settings.thresholdAdd')}
          </Button>
        </Group>
      )}
      {problem !== null && (
        <Text role="alert" size="sm" c="red">
          {problem}
        </Text>
      )}
    </Fieldset>
  );
}
