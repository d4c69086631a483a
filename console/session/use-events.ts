import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useSubscription } from '@apollo/client/react';

interface Followed<Variables> {
  /** Where to begin (`useFeedCursor`); nothing is followed before it is known. */
  readonly after: string | null;
  readonly variables?: Omit<Variables, 'after'>;
  readonly skip?: boolean;
}

/**
 * Follows what happens, without gap, also after a lost connection. What an event brings goes into the cache; `onEvent` does what is to be done
 * besides. A part whose owner is away is null in it, and the rest is told.
 */
export function useEvents<Data, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
  { after, variables, skip = false }: Followed<Variables>,
  onEvent?: (event: Data) => void,
): void {
  useSubscription(document as TypedDocumentNode<Data, OperationVariables>, {
    skip: skip || after === null,
    variables: { ...variables, after },
    // a page is drawn again by what it reads, not by every event
    ignoreResults: true,
    errorPolicy: 'all',
    onData: ({ data: { data } }) => {
      if (data) onEvent?.(data);
    },
  });
}
