import type { ApolloCache, Reference } from '@apollo/client';

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
