import { NumberInput, SegmentedControl, Switch } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { SettingsForm } from './settings-form.tsx';
import { type AiSettings, useSaveSettings } from './use-settings.ts';

/** What a change has to show before it holds, and how far vectors are kept apart. */
export function SafetySettings({ saved, mayWrite }: { saved: AiSettings; mayWrite: boolean }) {
  const text = useText();
  const { saveAi, ...state } = useSaveSettings();
  const [requireReplay, setRequireReplay] = useState(saved.requireReplay);
  const [rate, setRate] = useState<number | string>(Math.round(saved.replayMaxErrorRate * 10_000) / 100);
  const [decisions, setDecisions] = useState<number | string>(saved.replayDecisions);
  const [vectorIsolation, setVectorIsolation] = useState(saved.vectorIsolation);
  return (
    <SettingsForm
      title={text('settings.safety')}
      mayWrite={mayWrite}
      {...state}
      onSave={() =>
        void saveAi({
          requireReplay,
          replayMaxErrorRate: Number(rate) / 100,
          replayDecisions: Number(decisions),
          ...(vectorIsolation !== saved.vectorIsolation && { vectorIsolation }),
        })
      }
    >
      <Switch
        label={text('settings.requireReplay')}
        description={text('settings.requireReplayHint')}
        checked={requireReplay}
        disabled={!mayWrite}
        onChange={(event) => setRequireReplay(event.currentTarget.checked)}
      />
      <NumberInput
        label={text('settings.replayMaxErrorRate')}
        value={rate}
        onChange={setRate}
        min={0.01}
        max={99}
        suffix=" %"
        readOnly={!mayWrite}
      />
      <NumberInput
        label={text('settings.replayDecisions')}
        value={decisions}
        onChange={setDecisions}
        min={1}
        max={1000}
        allowDecimal={false}
        readOnly={!mayWrite}
      />
      <SegmentedControl
        aria-label={text('settings.vectorIsolation')}
        w="fit-content"
        value={vectorIsolation}
        onChange={setVectorIsolation}
        readOnly={!mayWrite}
        data={[
          { value: 'NAMESPACE', label: text('settings.vectorNamespace') },
          { value: 'INDEX', label: text('settings.vectorIndex') },
        ]}
      />
    </SettingsForm>
  );
}
