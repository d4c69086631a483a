import { NumberInput, SimpleGrid } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { placeRefusal } from './refusal.ts';
import { SettingsForm } from './settings-form.tsx';
import { useDraft } from './use-draft.ts';
import { type LeadTiers, useSaveSettings } from './use-settings.ts';

export function TierSettings({ saved, mayWrite }: { saved: LeadTiers; mayWrite: boolean }) {
  const text = useText();
  const { saveTiers, refusal, ...state } = useSaveSettings();
  const { draft, change, isUnsaved, discard } = useDraft<{ hot: number | string; warm: number | string }>('tiers', {
    hot: saved.hotFromPoints,
    warm: saved.warmFromPoints,
  });
  const { problem, at } = placeRefusal(refusal, ['hotFromPoints', 'warmFromPoints']);
  return (
    <SettingsForm
      title={text('settings.tiers')}
      mayWrite={mayWrite}
      {...state}
      isUnsaved={mayWrite && isUnsaved}
      problem={problem}
      onDiscard={discard}
      onSave={async () => {
        if (await saveTiers({ hotFromPoints: Number(draft.hot), warmFromPoints: Number(draft.warm) })) discard();
      }}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberInput
          label={text('settings.hotFrom')}
          {...at('hotFromPoints')}
          value={draft.hot}
          onChange={(hot) => change({ hot })}
          min={1}
          max={100}
          allowDecimal={false}
          required
          readOnly={!mayWrite}
        />
        <NumberInput
          label={text('settings.warmFrom')}
          {...at('warmFromPoints')}
          value={draft.warm}
          onChange={(warm) => change({ warm })}
          min={1}
          max={100}
          allowDecimal={false}
          required
          readOnly={!mayWrite}
        />
      </SimpleGrid>
    </SettingsForm>
  );
}
