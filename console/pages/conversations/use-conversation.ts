import { useApolloClient, useQuery } from '@apollo/client/react';
import { useCallback } from 'react';
import { placeMessage } from '../../components/thread/place-message.ts';
import { useEvents } from '../../session/use-events.ts';
import { useFeedCursor } from '../../session/use-feed-cursor.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import {
  ConversationChangesDocument,
  ConversationLeadChangedDocument,
  MessagesReceivedDocument,
  OpenConversationDocument,
  OpenReviewOfDocument,
} from './conversation.generated.ts';

/** One conversation with its thread, live. */
export function useConversation(id: string) {
  const client = useApolloClient();
  const cursor = useFeedCursor();
  const scopes = useScopeVariables('readLeads', 'readRuns', 'readReviews');
  const { data, error, fetchMore, refetch } = useQuery(OpenConversationDocument, {
    skip: cursor === null,
    variables: { ...scopes, id },
    fetchPolicy: 'cache-and-network',
  });
  const following = { after: cursor, variables: { id } };
  useEvents(MessagesReceivedDocument, following, ({ messageReceived }) =>
    placeMessage(client.cache, id, messageReceived.message),
  );
  useEvents(ConversationChangesDocument, following, ({ conversationChanged: { message, change } }) => {
    if (message) placeMessage(client.cache, id, message);
    // its review came or went
    if (change === 'STATUS' && scopes.readRuns && scopes.readReviews) {
      void client
        .query({ query: OpenReviewOfDocument, variables: { id, readReviews: true }, fetchPolicy: 'network-only' })
        .catch(() => undefined);
    }
  });
  useEvents(ConversationLeadChangedDocument, { after: cursor, skip: !scopes.readLeads });
  const page = data?.conversation?.messages.pageInfo;
  const endCursor = page?.endCursor;
  const showEarlier = useCallback(() => fetchMore({ variables: { after: endCursor } }), [fetchMore, endCursor]);
  return {
    /** Undefined until it is known; null where there is none. */
    conversation: data?.conversation,
    hasEarlier: page?.hasNextPage ?? false,
    error: error ?? null,
    showEarlier,
    retry: refetch,
  };
}
