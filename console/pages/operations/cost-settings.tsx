import { Checkbox, NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { FormattedNumber } from 'react-intl';
import { useText } from '../../i18n/language.tsx';
import { SettingsForm } from './settings-form.tsx';
import { type AiSettings, useSaveSettings, useSpendUsd } from './use-settings.ts';

/** What models may cost. No limit and a limit of nothing are two things. */
export function CostSettings({ saved, mayWrite }: { saved: AiSettings; mayWrite: boolean }) {
  const text = useText();
  const { saveAi, ...state } = useSaveSettings();
  const spentUsd = useSpendUsd();
  const [isLimited, setIsLimited] = useState(saved.monthlyBudgetUsd !== null);
  const [budget, setBudget] = useState<number | string>(saved.monthlyBudgetUsd ?? 0);
  const [minutes, setMinutes] = useState<number | string>(saved.replyCacheMinutes);
  return (
    <SettingsForm
      title={text('settings.cost')}
      mayWrite={mayWrite}
      {...state}
      onSave={() => void saveAi({ monthlyBudgetUsd: isLimited ? Number(budget) : null, replyCacheMinutes: Number(minutes) })}
    >
      {spentUsd !== null && (
        <Text size="sm">
          {text('settings.spent')} <FormattedNumber value={spentUsd} style="currency" currency="USD" />
        </Text>
      )}
      <Checkbox
        label={text('settings.unlimited')}
        checked={!isLimited}
        disabled={!mayWrite}
        onChange={(event) => setIsLimited(!event.currentTarget.checked)}
      />
      {isLimited && (
        <NumberInput
          label={text('settings.budget')}
          description={text('settings.budgetHint')}
          value={budget}
          onChange={setBudget}
          min={0}
          prefix="$ "
          required
          readOnly={!mayWrite}
        />
      )}
      <NumberInput
        label={text('settings.cache')}
        description={text('settings.cacheHint')}
        value={minutes}
        onChange={setMinutes}
        min={0}
        max={1440}
        allowDecimal={false}
        required
        readOnly={!mayWrite}
      />
    </SettingsForm>
  );
}
