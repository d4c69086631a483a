import { useQuery, useSubscription } from '@apollo/client/react';
import { useFeedCursor } from '../../session/use-feed-cursor.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { LeadDocument, OneLeadChangedDocument, OneLeadLinkedDocument } from './lead.generated.ts';

/** One lead, live. `lead` is undefined until it is known and null where there is none. */
export function useLead(id: string) {
  const cursor = useFeedCursor();
  const scopes = useScopeVariables('readCrm', 'readPersonalData', 'readConversations', 'readRuns');
  const { data, error, refetch } = useQuery(LeadDocument, {
    skip: cursor === null,
    variables: { ...scopes, id },
    fetchPolicy: 'cache-and-network',
  });
  useSubscription(OneLeadChangedDocument, {
    skip: cursor === null,
    variables: { after: cursor },
    ignoreResults: true,
    onData: ({ data: { data: event } }) => {
      // a change of the standing is in the event; a score brings a row of its history
      if (event?.leadChanged.lead.id === id && event.leadChanged.change === 'SCORED') void refetch();
    },
  });
  useSubscription(OneLeadLinkedDocument, {
    skip: cursor === null || !scopes.readCrm,
    variables: { after: cursor },
    ignoreResults: true,
  });
  return { lead: data?.lead, error: error ?? null, retry: refetch };
}
