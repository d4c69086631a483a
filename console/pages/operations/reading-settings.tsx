import { SimpleGrid, TextInput } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { placeRefusal } from './refusal.ts';
import { SettingsForm } from './settings-form.tsx';
import { useDraft } from './use-draft.ts';
import { type AiSettings, useSaveSettings } from './use-settings.ts';

const ZONES = Intl.supportedValuesOf('timeZone');

/** How messages are read: languages, and what a day, a number and an amount mean where the tenant is. */
export function ReadingSettings({ saved, mayWrite }: { saved: AiSettings; mayWrite: boolean }) {
  const text = useText();
  const { saveAi, refusal, ...state } = useSaveSettings();
  const { draft, change, isUnsaved, discard } = useDraft('reading', {
    languages: saved.languages.join(', '),
    timeZone: saved.timeZone,
    defaultRegion: saved.defaultRegion ?? '',
    defaultCurrency: saved.defaultCurrency ?? '',
  });
  const { problem, at } = placeRefusal(refusal, ['languages', 'timeZone', 'defaultRegion', 'defaultCurrency']);
  return (
    <SettingsForm
      title={text('settings.reading')}
      mayWrite={mayWrite}
      {...state}
      isUnsaved={mayWrite && isUnsaved}
      problem={problem}
      onDiscard={discard}
      onSave={async () => {
        const languages = draft.languages.split(/[\s,;]+/).filter((each) => each !== '');
        if (await saveAi({ ...draft, languages })) discard();
      }}
    >
      <TextInput
        label={text('settings.languages')}
        description={text('settings.languagesHint')}
        {...at('languages')}
        value={draft.languages}
        onChange={(event) => change({ languages: event.currentTarget.value })}
        readOnly={!mayWrite}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput
          label={text('settings.zone')}
          {...at('timeZone')}
          value={draft.timeZone}
          onChange={(event) => change({ timeZone: event.currentTarget.value })}
          list="time-zones"
          required
          readOnly={!mayWrite}
        />
        <TextInput
          label={text('settings.region')}
          {...at('defaultRegion')}
          value={draft.defaultRegion}
          onChange={(event) => change({ defaultRegion: event.currentTarget.value })}
          maxLength={2}
          placeholder="AT"
          readOnly={!mayWrite}
        />
        <TextInput
          label={text('settings.currency')}
          {...at('defaultCurrency')}
          value={draft.defaultCurrency}
          onChange={(event) => change({ defaultCurrency: event.currentTarget.value })}
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
