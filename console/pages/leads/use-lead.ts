import { useQuery } from '@apollo/client/react';
import { useEvents } from '../../session/use-events.ts';
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
  useEvents(OneLeadChangedDocument, { after: cursor }, ({ leadChanged: { lead, change } }) => {
    // a change of the standing is in the event; a score brings a row of its history
    if (lead.id === id && change === 'SCORED') void refetch().catch(() => undefined);
  });
  useEvents(OneLeadLinkedDocument, { after: cursor, skip: !scopes.readCrm });
  return { lead: data?.lead, error: error ?? null, retry: refetch };
}
