import { useState } from 'react';
import { openVariables } from './fill-reply.ts';

export interface Unfilled {
  /** What the customer would read in braces; null where nothing is asked. */
  readonly variables: readonly string[] | null;
  /** Sends, or asks first where variables are left. */
  submit(): void;
  sendAnyway(): void;
  goBack(): void;
}

/** Keeps a reply from being sent with a variable that nobody filled in, unless it is meant so. */
export function useUnfilled(words: string, send: () => void): Unfilled {
  // for these words: whoever goes on typing has answered
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const open = openVariables(words);
  return {
    variables: askedFor === words && open.length > 0 ? open : null,
    submit: () => (open.length > 0 ? setAskedFor(words) : send()),
    sendAnyway: () => {
      setAskedFor(null);
      send();
    },
    goBack: () => setAskedFor(null),
  };
}
