import { useApolloClient, useSubscription } from '@apollo/client/react';
import { useFeedCursor } from '../../api/use-feed-cursor.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { LeadLinkedDocument, LeadScoredDocument } from './leads.generated.ts';
import { placeLead } from './place-lead.ts';

/** Keeps every list of leads in step with what is scored and linked. True once lists may be asked for without a gap. */
export function useLeadEvents(): boolean {
  const { cache } = useApolloClient();
  const cursor = useFeedCursor();
  const scopes = useScopeVariables('readCrm');
  useSubscription(LeadScoredDocument, {
    skip: cursor === null,
    variables: { ...scopes, after: cursor },
    ignoreResults: true,
    onData: ({ data: { data: event } }) => {
      if (event) placeLead(cache, event.leadScored.lead);
    },
  });
  // the link's new state goes into the cache by itself, and from there to its lead
  useSubscription(LeadLinkedDocument, {
    skip: cursor === null || !scopes.readCrm,
    variables: { after: cursor },
    ignoreResults: true,
  });
  return cursor !== null;
}
