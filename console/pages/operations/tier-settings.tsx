import { NumberInput, SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { SettingsForm } from './settings-form.tsx';
import { type LeadTiers, useSaveSettings } from './use-settings.ts';

export function TierSettings({ saved, mayWrite }: { saved: LeadTiers; mayWrite: boolean }) {
  const text = useText();
  const { saveTiers, ...state } = useSaveSettings();
  const [hot, setHot] = useState<number | string>(saved.hotFromPoints);
  const [warm, setWarm] = useState<number | string>(saved.warmFromPoints);
  return (
    <SettingsForm
      title={text('settings.tiers')}
      mayWrite={mayWrite}
      {...state}
      onSave={() => void saveTiers({ hotFromPoints: Number(hot), warmFromPoints: Number(warm) })}
    >
      <SimpleGrid cols={2}>
        <NumberInput
          label={text('settings.hotFrom')}
          value={hot}
          onChange={setHot}
          min={1}
          max={100}
          allowDecimal={false}
          required
          readOnly={!mayWrite}
        />
        <NumberInput
          label={text('settings.warmFrom')}
          value={warm}
          onChange={setWarm}
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
