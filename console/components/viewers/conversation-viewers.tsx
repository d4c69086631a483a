import { useFragment } from '@apollo/client/react';
import { useEvents } from '../../session/use-events.ts';
import { useFeedCursor } from '../../session/use-feed-cursor.ts';
import { usePresence } from './use-presence.ts';
import { ViewersChangedDocument, ViewersFragmentDoc } from './viewers.generated.ts';
import { ViewersLine } from './viewers-line.tsx';

/** Says that the reader looks at the conversation, and shows who else does, live. For a page that does not watch the conversation itself. */
export function ConversationViewers({ id }: { id: string }) {
  const cursor = useFeedCursor();
  usePresence(id);
  useEvents(ViewersChangedDocument, { after: cursor, variables: { id } });
  const from = { __typename: 'Conversation', id } as const;
  const { data, complete } = useFragment({ fragment: ViewersFragmentDoc, fragmentName: 'Viewers', from });
  return complete ? <ViewersLine viewers={data.viewers} /> : null;
}
