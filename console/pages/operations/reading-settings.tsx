import { SimpleGrid, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { SettingsForm } from './settings-form.tsx';
import { type AiSettings, useSaveSettings } from './use-settings.ts';

const ZONES = Intl.supportedValuesOf('timeZone');

/** How messages are read: languages, and what a day, a number and an amount mean where the tenant is. */
export function ReadingSettings({ saved, mayWrite }: { saved: AiSettings; mayWrite: boolean }) {
  const text = useText();
  const { saveAi, ...state } = useSaveSettings();
  const [languages, setLanguages] = useState(saved.languages.join(', '));
  const [timeZone, setTimeZone] = useState(saved.timeZone);
  const [defaultRegion, setRegion] = useState(saved.defaultRegion ?? '');
  const [defaultCurrency, setCurrency] = useState(saved.defaultCurrency ?? '');
  return (
    <SettingsForm
      title={text('settings.reading')}
      mayWrite={mayWrite}
      {...state}
      onSave={() =>
        void saveAi({
          languages: languages.split(/[\s,;]+/).filter((each) => each !== ''),
          timeZone,
          defaultRegion,
          defaultCurrency,
        })
      }
    >
      <TextInput
        label={text('settings.languages')}
        description={text('settings.languagesHint')}
        value={languages}
        onChange={(event) => setLanguages(event.currentTarget.value)}
        readOnly={!mayWrite}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput
          label={text('settings.zone')}
          value={timeZone}
          onChange={(event) => setTimeZone(event.currentTarget.value)}
          list="time-zones"
          required
          readOnly={!mayWrite}
        />
        <TextInput
          label={text('settings.region')}
          value={defaultRegion}
          onChange={(event) => setRegion(event.currentTarget.value)}
          maxLength={2}
          placeholder="AT"
          readOnly={!mayWrite}
        />
        <TextInput
          label={text('settings.currency')}
          value={defaultCurrency}
          onChange={(event) => setCurrency(event.currentTarget.value)}
          maxLength={3}
          placeholder="EUR"
          readOnly={!mayWrite}
        />
      </SimpleGrid>
      <datalist id="time-zones">
        {ZONES.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </SettingsForm>
  );
}
