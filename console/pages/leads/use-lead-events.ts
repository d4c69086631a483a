import { useApolloClient, useSubscription } from '@apollo/client/react';
import { useState } from 'react';
import { useFeedCursor } from '../../api/use-feed-cursor.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { LeadChangedDocument, LeadLinkedDocument } from './leads.generated.ts';
import { placeLead } from './place-lead.ts';

/** Keeps every list of leads in step with what is scored, moved, overridden and linked. `isLive` once lists may be asked for without a gap. */
export function useLeadEvents(): { readonly isLive: boolean; readonly changes: number } {
  const { cache } = useApolloClient();
  const cursor = useFeedCursor();
  const [changes, setChanges] = useState(0);
  const scopes = useScopeVariables('readCrm');
  useSubscription(LeadChangedDocument, {
    skip: cursor === null,
    variables: { ...scopes, after: cursor },
    ignoreResults: true,
    onData: ({ data: { data: event } }) => {
      if (!event) return;
      placeLead(cache, event.leadChanged.lead);
      setChanges((known) => known + 1);
    },
  });
  // the link's new state goes into the cache by itself, and from there to its lead
  useSubscription(LeadLinkedDocument, {
    skip: cursor === null || !scopes.readCrm,
    variables: { after: cursor },
    ignoreResults: true,
  });
  return { isLive: cursor !== null, changes };
}
