import { NativeSelect, NumberInput, Switch } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { placeRefusal } from './refusal.ts';
import { SettingsForm } from './settings-form.tsx';
import { useDraft } from './use-draft.ts';
import { type AiSettings, useSaveSettings } from './use-settings.ts';

interface SafetyDraft {
  readonly requireReplay: boolean;
  readonly rate: number | string;
  readonly decisions: number | string;
  readonly vectorIsolation: AiSettings['vectorIsolation'];
}

/** What a change has to show before it holds, and how far vectors are kept apart. */
export function SafetySettings({ saved, mayWrite }: { saved: AiSettings; mayWrite: boolean }) {
  const text = useText();
  const { saveAi, refusal, ...state } = useSaveSettings();
  const { draft, change, isUnsaved, discard } = useDraft<SafetyDraft>('safety', {
    requireReplay: saved.requireReplay,
    rate: Math.round(saved.replayMaxErrorRate * 10_000) / 100,
    decisions: saved.replayDecisions,
    vectorIsolation: saved.vectorIsolation,
  });
  const { problem, at } = placeRefusal(refusal, ['replayMaxErrorRate', 'replayDecisions', 'vectorIsolation']);
  return (
    <SettingsForm
      title={text('settings.safety')}
      mayWrite={mayWrite}
      {...state}
      isUnsaved={mayWrite && isUnsaved}
      problem={problem}
      onDiscard={discard}
      onSave={async () => {
        const { requireReplay, rate, decisions, vectorIsolation } = draft;
        const isDone = await saveAi({
          requireReplay,
          replayMaxErrorRate: Number(rate) / 100,
          replayDecisions: Number(decisions),
          ...(vectorIsolation !== saved.vectorIsolation && { vectorIsolation }),
        });
        if (isDone) discard();
      }}
    >
      <Switch
        label={text('settings.requireReplay')}
        description={text('settings.requireReplayHint')}
        checked={draft.requireReplay}
        disabled={!mayWrite}
        onChange={(event) => change({ requireReplay: event.currentTarget.checked })}
      />
      <NumberInput
        label={text('settings.replayMaxErrorRate')}
        {...at('replayMaxErrorRate')}
        value={draft.rate}
        onChange={(rate) => change({ rate })}
        required
        min={0.01}
        max={99}
        suffix=" %"
        readOnly={!mayWrite}
      />
      <NumberInput
        label={text('settings.replayDecisions')}
        {...at('replayDecisions')}
        value={draft.decisions}
        onChange={(decisions) => change({ decisions })}
        required
        min={1}
        max={1000}
        allowDecimal={false}
        readOnly={!mayWrite}
      />
      <NativeSelect
        label={text('settings.vectorIsolation')}
        {...at('vectorIsolation')}
        value={draft.vectorIsolation}
        onChange={({ currentTarget }) => change({ vectorIsolation: currentTarget.value === 'INDEX' ? 'INDEX' : 'NAMESPACE' })}
        disabled={!mayWrite}
        data={[
          { value: 'NAMESPACE', label: text('settings.vectorNamespace') },
          { value: 'INDEX', label: text('settings.vectorIndex') },
        ]}
      />
    </SettingsForm>
  );
}
