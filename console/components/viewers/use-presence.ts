import { useMutation } from '@apollo/client/react';
import { useEffect } from 'react';
import { ViewConversationDocument } from './viewers.generated.ts';

/** What is said lasts for thirty seconds. */
const EVERY_MS = 20_000;

/** Tells the others that the reader looks at the conversation, for as long as it is on the screen; null until it is known which. */
export function usePresence(id: string | null): void {
  const [view] = useMutation(ViewConversationDocument);
  useEffect(() => {
    if (id === null) return;
    const say = (): void => {
      // nobody waits for it, and the next one comes soon
      if (document.visibilityState === 'visible') void view({ variables: { id } }).catch(() => undefined);
    };
    say();
    const timer = setInterval(say, EVERY_MS);
    document.addEventListener('visibilitychange', say);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', say);
    };
  }, [id, view]);
}
