import { Checkbox, NumberInput } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { BudgetStanding } from './budget-standing.tsx';
import { placeRefusal } from './refusal.ts';
import { SettingsForm } from './settings-form.tsx';
import { useDraft } from './use-draft.ts';
import { type AiSettings, useSaveSettings } from './use-settings.ts';

interface CostDraft {
  readonly isLimited: boolean;
  readonly budget: number | string;
  readonly minutes: number | string;
}

/** What models may cost. No limit and a limit of nothing are two things. */
export function CostSettings({ saved, mayWrite }: { saved: AiSettings; mayWrite: boolean }) {
  const text = useText();
  const { saveAi, refusal, ...state } = useSaveSettings();
  const { draft, change, isUnsaved, discard } = useDraft<CostDraft>('cost', {
    isLimited: saved.monthlyBudgetUsd !== null,
    budget: saved.monthlyBudgetUsd ?? 0,
    minutes: saved.replyCacheMinutes,
  });
  const { problem, at } = placeRefusal(refusal, [...(draft.isLimited ? ['monthlyBudgetUsd'] : []), 'replyCacheMinutes']);
  return (
    <SettingsForm
      title={text('settings.cost')}
      mayWrite={mayWrite}
      {...state}
      isUnsaved={mayWrite && isUnsaved}
      problem={problem}
      onDiscard={discard}
      onSave={async () => {
        const monthlyBudgetUsd = draft.isLimited ? Number(draft.budget) : null;
        if (await saveAi({ monthlyBudgetUsd, replyCacheMinutes: Number(draft.minutes) })) discard();
      }}
    >
      <BudgetStanding />
      <Checkbox
        label={text('settings.unlimited')}
        checked={!draft.isLimited}
        disabled={!mayWrite}
        onChange={(event) => change({ isLimited: !event.currentTarget.checked })}
      />
      {draft.isLimited && (
        <NumberInput
          label={text('settings.budget')}
          description={text('settings.budgetHint')}
          {...at('monthlyBudgetUsd')}
          value={draft.budget}
          onChange={(budget) => change({ budget })}
          min={0}
          prefix="$ "
          required
          readOnly={!mayWrite}
        />
      )}
      <NumberInput
        label={text('settings.cache')}
        description={text('settings.cacheHint')}
        {...at('replyCacheMinutes')}
        value={draft.minutes}
        onChange={(minutes) => change({ minutes })}
        min={0}
        max={1440}
        allowDecimal={false}
        required
        readOnly={!mayWrite}
      />
    </SettingsForm>
  );
}
