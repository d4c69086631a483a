import { useEvents } from '../../session/use-events.ts';
import { useFeedCursor } from '../../session/use-feed-cursor.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { ContactNamedDocument } from './contact-names.generated.ts';

/**
 * Shows people by their names as soon as they are known, wherever the page has them: a platform is asked for a name once somebody is to answer,
 * and by then the review and the lead of a first message are on the screen.
 */
export function useContactNames(): void {
  const { readConversations } = useScopeVariables('readConversations');
  useEvents(ContactNamedDocument, { after: useFeedCursor(), skip: !readConversations });
}
