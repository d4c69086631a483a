import { useSubscription } from '@apollo/client/react';
import { useState } from 'react';
import { useLiveLists } from '../../api/use-live-list.ts';
import { useFeedCursor } from '../../session/use-feed-cursor.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { LeadChangedDocument, LeadLinkedDocument } from './leads.generated.ts';
import { LEADS } from './use-leads.ts';

/** Keeps every list of leads in step with what is scored, moved, overridden and linked. `isLive` once lists may be asked for without a gap. */
export function useLeadEvents(): { readonly isLive: boolean; readonly changes: number } {
  const lists = useLiveLists();
  const cursor = useFeedCursor();
  const [changes, setChanges] = useState(0);
  const scopes = useScopeVariables('readCrm');
  useSubscription(LeadChangedDocument, {
    skip: cursor === null,
    variables: { ...scopes, after: cursor },
    ignoreResults: true,
    onData: ({ data: { data: event } }) => {
      if (!event) return;
      const { lead } = event.leadChanged;
      lists.place(LEADS, lead, ({ tier }) => !tier || [tier].flat().includes(lead.tier));
      setChanges((known) => known + 1);
    },
  });
  // the link's new state goes into the cache by itself, and from there to its lead
  useSubscription(LeadLinkedDocument, {
    skip: cursor === null || !scopes.readCrm,
    variables: { ...scopes, after: cursor },
    ignoreResults: true,
  });
  return { isLive: cursor !== null, changes };
}
