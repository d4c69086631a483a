import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import {
  type AiSettingsInput,
  BudgetSpendDocument,
  ImportCatalogueDocument,
  type ImportCatalogueMutation,
  type ImportCatalogueMutationVariables,
  SettingsDocument,
  type SettingsQuery,
  UpdateAiSettingsDocument,
  UpdateLeadSettingsDocument,
} from './settings.generated.ts';
import { useAttempt } from './use-attempt.ts';

export type AiSettings = SettingsQuery['aiSettings'];
export type LeadTiers = NonNullable<SettingsQuery['leadSettings']>;

export function useSettings() {
  const { data, error, refetch } = useQuery(SettingsDocument, {
    variables: useScopeVariables('readLeads'),
    fetchPolicy: 'cache-and-network',
  });
  return { settings: data?.aiSettings ?? null, tiers: data?.leadSettings ?? null, error: error ?? null, retry: refetch };
}

/** In US dollars since the first of the month; null until it is known. */
export const useSpendUsd = (): number | null =>
  useQuery(BudgetSpendDocument, { fetchPolicy: 'cache-and-network' }).data?.spend.costUsd ?? null;

/** `isSaved` until the next attempt. */
export function useSaveSettings() {
  const { problem, isBusy, attempt } = useAttempt();
  const [isSaved, setIsSaved] = useState(false);
  const options = { refetchQueries: [SettingsDocument], awaitRefetchQueries: true };
  const [updateAi] = useMutation(UpdateAiSettingsDocument, options);
  const [updateTiers] = useMutation(UpdateLeadSettingsDocument, options);
  const save = async (work: () => Promise<unknown>): Promise<void> => {
    setIsSaved(false);
    setIsSaved(await attempt(work));
  };
  return {
    problem,
    isBusy,
    isSaved,
    saveAi: (input: AiSettingsInput) => save(() => updateAi({ variables: { input } })),
    saveTiers: (input: LeadTiersInput) => save(() => updateTiers({ variables: { input } })),
  };
}

interface LeadTiersInput {
  readonly hotFromPoints: number;
  readonly warmFromPoints: number;
}

export type ImportedRows = ImportCatalogueMutationVariables['rows'];
export type ImportOutcome = ImportCatalogueMutation['importCatalogueProducts'];

export function useImportCatalogue() {
  const { problem, isBusy, attempt } = useAttempt();
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null);
  const [run] = useMutation(ImportCatalogueDocument);
  return {
    problem,
    isBusy,
    outcome,
    importRows: (rows: ImportedRows) =>
      attempt(async () => {
        setOutcome(null);
        const { data } = await run({ variables: { rows } });
        setOutcome(data?.importCatalogueProducts ?? null);
      }),
  };
}
