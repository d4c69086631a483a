import { useState } from 'react';
import { useLiveLists } from '../../api/use-live-list.ts';
import { useEvents } from '../../session/use-events.ts';
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
  useEvents(LeadChangedDocument, { after: cursor, variables: scopes }, ({ leadChanged: { lead } }) => {
    lists.place(LEADS, lead, ({ tier }) => !tier || [tier].flat().includes(lead.tier));
    setChanges((known) => known + 1);
  });
  // the link's new state goes into the cache by itself, and from there to its lead
  useEvents(LeadLinkedDocument, { after: cursor, variables: scopes, skip: !scopes.readCrm });
  return { isLive: cursor !== null, changes };
}
