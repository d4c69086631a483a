import { useApolloClient, useQuery, useSubscription } from '@apollo/client/react';
import { useCallback, useState } from 'react';
import { placeInLists } from '../../api/live-lists.ts';
import { useFeedCursor } from '../../api/use-feed-cursor.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import {
  type ConversationFilter,
  type ConversationPlaceFragment,
  ConversationsChangedDocument,
  ConversationsDocument,
  ConversationsOfLeadsDocument,
  ConversationsReceivedDocument,
} from './conversations.generated.ts';

/** The same question as the API's own filter, for what an event brings. */
export function matches(filter: ConversationFilter | null | undefined, conversation: ConversationPlaceFragment): boolean {
  const { status, platform, assigneeId, unassigned, label, tier } = filter ?? {};
  const assignee = conversation.assignee?.id ?? null;
  if (status && !status.includes(conversation.status)) return false;
  if (platform && !platform.includes(conversation.channel.platform)) return false;
  if (assigneeId && assignee !== assigneeId) return false;
  if (typeof unassigned === 'boolean' && unassigned !== (assignee === null)) return false;
  if (tier && !tier.includes(conversation.lead?.tier ?? 'COLD')) return false;
  return !label || conversation.labels.includes(label);
}

/** The conversations that match, the one with the latest message first, live. `conversations` is null until it is known. */
export function useConversations(filter: ConversationFilter) {
  const client = useApolloClient();
  const cursor = useFeedCursor();
  const scopes = useScopeVariables('readLeads');
  // no list but one by tier depends on who keeps the leads
  const followsTiers = scopes.readLeads && Boolean(filter.tier);
  const following = {
    skip: cursor === null,
    variables: { readLeads: followsTiers, after: cursor },
    ignoreResults: true,
    errorPolicy: 'all',
  } as const;
  const [changes, setChanges] = useState(0);
  const { data, error, fetchMore, refetch } = useQuery(ConversationsDocument, {
    skip: cursor === null,
    variables: { filter },
    fetchPolicy: 'cache-and-network',
  });
  const place = (conversation: ConversationPlaceFragment | undefined): void => {
    if (!conversation) return;
    setChanges((count) => count + 1);
    placeInLists(client.cache, 'conversations', conversation, (args) =>
      matches(args['filter'] as ConversationFilter | null | undefined, conversation),
    );
  };
  useSubscription(ConversationsReceivedDocument, {
    ...following,
    onData: ({ data: { data: event } }) => place(event?.messageReceived.message.conversation),
  });
  useSubscription(ConversationsChangedDocument, {
    ...following,
    onData: ({ data: { data: event } }) => place(event?.conversationChanged.conversation),
  });
  useSubscription(ConversationsOfLeadsDocument, {
    ...following,
    skip: following.skip || !followsTiers,
    onData: ({ data: { data: event } }) => place(event?.leadChanged.lead.conversation ?? undefined),
  });
  const page = data?.conversations;
  const endCursor = page?.pageInfo.endCursor;
  const showMore = useCallback(() => fetchMore({ variables: { after: endCursor } }), [fetchMore, endCursor]);
  return {
    conversations: page?.nodes ?? null,
    totalCount: page?.totalCount ?? null,
    hasMore: page?.pageInfo.hasNextPage ?? false,
    error: error ?? null,
    /** How often an event brought something since the list was opened. */
    changes,
    showMore,
    retry: refetch,
  };
}
