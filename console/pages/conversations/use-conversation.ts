import type { ApolloCache, Reference } from '@apollo/client';
import { useApolloClient, useQuery } from '@apollo/client/react';
import { useCallback } from 'react';
import { useEvents } from '../../session/use-events.ts';
import { useFeedCursor } from '../../session/use-feed-cursor.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import {
  ConversationChangesDocument,
  MessagesReceivedDocument,
  OpenConversationDocument,
  OpenReviewOfDocument,
} from './conversation.generated.ts';

interface StoredMessages {
  readonly nodes?: readonly Reference[];
}

/** Puts a message that an event or an answer brought into what is shown of its conversation. */
export function placeMessage(
  cache: ApolloCache,
  conversationId: string,
  message: { readonly __typename: string; readonly id: string },
): void {
  const id = cache.identify({ __typename: 'Conversation', id: conversationId });
  if (!id) return;
  cache.modify({
    id,
    fields: {
      messages(existing: StoredMessages | Reference, { toReference, readField }) {
        const reference = toReference({ ...message });
        if (
          !('nodes' in existing) ||
          !existing.nodes ||
          !reference ||
          existing.nodes.some(({ __ref }) => __ref === reference.__ref)
        )
          return existing;
        const sentAt = (from: Reference): string => String(readField('sentAt', from));
        const nodes = [reference, ...existing.nodes].sort((a, b) => sentAt(b).localeCompare(sentAt(a)));
        return { ...existing, nodes };
      },
    },
  });
}

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
