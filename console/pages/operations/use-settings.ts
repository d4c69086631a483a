import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import {
  type AiSettingsInput,
  BudgetSpendDocument,
  type BudgetSpendQuery,
  type LeadSettingsInput,
  SettingsDocument,
  type SettingsQuery,
  UpdateAiSettingsDocument,
  UpdateLeadSettingsDocument,
} from './settings.generated.ts';

export type AiSettings = SettingsQuery['aiSettings'];
export type LeadTiers = NonNullable<SettingsQuery['leadSettings']>;

export function useSettings() {
  const { data, error, refetch } = useQuery(SettingsDocument, {
    variables: useScopeVariables('readLeads'),
    fetchPolicy: 'cache-and-network',
  });
  return { settings: data?.aiSettings ?? null, tiers: data?.leadSettings ?? null, error: error ?? null, retry: refetch };
}

/** Of this month; null until it is known. */
export const useSpend = (): BudgetSpendQuery['spend'] | null =>
  useQuery(BudgetSpendDocument, { fetchPolicy: 'cache-and-network' }).data?.spend ?? null;

/** `isSaved` until the next attempt; saving answers whether it was done. */
export function useSaveSettings() {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [standing, setStanding] = useState<'idle' | 'busy' | 'saved'>('idle');
  const options = { refetchQueries: [SettingsDocument, BudgetSpendDocument], awaitRefetchQueries: true };
  const [updateAi] = useMutation(UpdateAiSettingsDocument, options);
  const [updateTiers] = useMutation(UpdateLeadSettingsDocument, options);
  const save = async (work: () => Promise<unknown>): Promise<boolean> => {
    setRefusal(null);
    setStanding('busy');
    try {
      await work();
      setStanding('saved');
      return true;
    } catch (error) {
      setRefusal(refusalOf(error));
      setStanding('idle');
      return false;
    }
  };
  return {
    refusal,
    isBusy: standing === 'busy',
    isSaved: standing === 'saved',
    saveAi: (input: AiSettingsInput) => save(() => updateAi({ variables: { input } })),
    saveTiers: (input: LeadSettingsInput) => save(() => updateTiers({ variables: { input } })),
  };
}
