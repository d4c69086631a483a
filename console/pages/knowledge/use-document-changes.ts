import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { errorMessage } from '../../api/error-message.ts';
import {
  AddKnowledgeDocumentDocument,
  KnowledgeDocumentDocument,
  KnowledgeDocumentsDocument,
  RemoveKnowledgeDocumentDocument,
  UpdateKnowledgeDocumentDocument,
} from './knowledge.generated.ts';

interface DocumentInput {
  readonly title: string;
  readonly text: string;
  readonly source: string | null;
}

/** Adds, changes and removes. `problem` is what the API said against it; what was typed stays. */
export function useDocumentChanges(id: string | null) {
  const [, go] = useLocation();
  const [problem, setProblem] = useState<string | null>(null);
  const options = { refetchQueries: [KnowledgeDocumentsDocument], awaitRefetchQueries: true };
  const [add, adding] = useMutation(AddKnowledgeDocumentDocument, options);
  const [update, updating] = useMutation(UpdateKnowledgeDocumentDocument, options);
  const [removeDocument, removing] = useMutation(RemoveKnowledgeDocumentDocument, options);
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(errorMessage(error));
    }
  };
  return {
    problem,
    isBusy: adding.loading || updating.loading || removing.loading,
    save: (input: DocumentInput) =>
      attempt(async () => {
        if (id !== null)
          return void (await update({
            variables: { ...input, id },
            refetchQueries: [...options.refetchQueries, KnowledgeDocumentDocument],
          }));
        const { data } = await add({ variables: input });
        if (data) go(`/${data.addKnowledgeDocument.id}`);
      }),
    remove: () =>
      attempt(async () => {
        if (id === null) return;
        await removeDocument({ variables: { id } });
        go('/');
      }),
  };
}
