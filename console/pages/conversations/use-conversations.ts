import { useState } from 'react';
import type { ListDefinition } from '../../api/live-lists.ts';
import { useLiveList, useLiveLists } from '../../api/use-live-list.ts';
import { useEvents } from '../../session/use-events.ts';
import { useFeedCursor } from '../../session/use-feed-cursor.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import {
  type ConversationFilter,
  type ConversationPlaceFragment,
  ConversationsChangedDocument,
  type ConversationsChangedSubscription,
  ConversationsDocument,
  ConversationsOfLeadsDocument,
  type ConversationsQuery,
  type ConversationsQueryVariables,
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

const CONVERSATIONS: ListDefinition<
  ConversationsQuery,
  ConversationsQueryVariables,
  ConversationsQuery['conversations']['nodes'][number]
> = {
  document: ConversationsDocument,
  pageOf: ({ conversations }) => conversations,
  order: { by: ({ lastMessageAt }) => lastMessageAt, direction: 'DESCENDING' },
};

type PlacedConversation = ConversationsChangedSubscription['conversationChanged']['conversation'];

/** The conversations that match, the one with the latest message first, live. */
export function useConversations(filter: ConversationFilter) {
  const lists = useLiveLists();
  const cursor = useFeedCursor();
  const scopes = useScopeVariables('readLeads');
  // no list but one by tier depends on who keeps the leads
  const followsTiers = scopes.readLeads && Boolean(filter.tier);
  const following = { after: cursor, variables: { readLeads: followsTiers } };
  const [changes, setChanges] = useState(0);
  const place = (conversation: PlacedConversation | null): void => {
    if (!conversation) return;
    setChanges((count) => count + 1);
    lists.place(CONVERSATIONS, conversation, (asked) => matches([asked.filter].flat()[0], conversation));
  };
  useEvents(ConversationsReceivedDocument, following, ({ messageReceived }) => place(messageReceived.message.conversation));
  useEvents(ConversationsChangedDocument, following, ({ conversationChanged }) => place(conversationChanged.conversation));
  useEvents(ConversationsOfLeadsDocument, { ...following, skip: !followsTiers }, ({ leadChanged }) =>
    place(leadChanged.lead.conversation),
  );
  const { nodes, ...list } = useLiveList(CONVERSATIONS, { filter }, cursor !== null);
  /** `changes` is how often an event brought something since the list was opened. */
  return { conversations: nodes, changes, ...list };
}
