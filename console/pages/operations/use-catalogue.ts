import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import {
  AcceptSuggestionDocument,
  AddProductDocument,
  CatalogueDocument,
  CatalogueSuggestionsDocument,
  ChangeProductDocument,
  DismissSuggestionDocument,
  ImportCatalogueDocument,
  type ImportCatalogueMutation,
  type ProductRow,
  RemoveProductDocument,
} from './catalogue.generated.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import { useAttempt } from './use-attempt.ts';

export function useCatalogue() {
  const { data, error, refetch, fetchMore } = useQuery(CatalogueDocument, { fetchPolicy: 'cache-and-network' });
  const page = data?.catalogueProducts ?? null;
  const after = page?.pageInfo.endCursor ?? null;
  return { page, error: error ?? null, retry: () => refetch(), more: () => fetchMore({ variables: { after } }) };
}

/** What the catalogue does not know yet. */
export function useSuggestions() {
  const { data } = useQuery(CatalogueSuggestionsDocument, {
    variables: useScopeVariables('readPersonalData'),
    fetchPolicy: 'cache-and-network',
  });
  return data?.catalogueSuggestions ?? [];
}

const AFTERWARDS = { refetchQueries: [CatalogueDocument, CatalogueSuggestionsDocument], awaitRefetchQueries: true };

/** Adds a product, or replaces all that is known of one; answers whether it was done. */
export function useSaveProduct(id: string | null) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [add, adding] = useMutation(AddProductDocument, AFTERWARDS);
  // its own row is told by the answer: the list stays as far as it was read
  const [change, changing] = useMutation(ChangeProductDocument);
  return {
    refusal,
    isBusy: adding.loading || changing.loading,
    save: async (input: ProductRow): Promise<boolean> => {
      setRefusal(null);
      try {
        await (id === null ? add({ variables: { input } }) : change({ variables: { id, input } }));
        return true;
      } catch (error) {
        setRefusal(refusalOf(error));
        return false;
      }
    },
  };
}

export function useRemoveProduct(id: string) {
  const { problem, isBusy, attempt } = useAttempt();
  const [run] = useMutation(RemoveProductDocument, { ...AFTERWARDS, variables: { id } });
  return { problem, isBusy, remove: () => attempt(() => run()) };
}

export function useSuggestion(id: string) {
  const { problem, isBusy, attempt } = useAttempt();
  const [accept] = useMutation(AcceptSuggestionDocument, { ...AFTERWARDS, variables: { id } });
  const [dismiss] = useMutation(DismissSuggestionDocument, {
    variables: { id },
    refetchQueries: [CatalogueSuggestionsDocument],
    awaitRefetchQueries: true,
  });
  return { problem, isBusy, accept: () => attempt(() => accept()), dismiss: () => attempt(() => dismiss()) };
}

export type ImportOutcome = ImportCatalogueMutation['importCatalogueProducts'];

export function useImportCatalogue() {
  const { problem, isBusy, attempt } = useAttempt();
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null);
  const [run] = useMutation(ImportCatalogueDocument, AFTERWARDS);
  return {
    problem,
    isBusy,
    outcome,
    /** What was said of other rows holds for these no more. */
    forget: () => setOutcome(null),
    importRows: (rows: ProductRow[]) =>
      attempt(async () => {
        setOutcome(null);
        const { data } = await run({ variables: { rows } });
        setOutcome(data?.importCatalogueProducts ?? null);
      }),
  };
}
