import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';

// for as long as somebody is signed in: another's conversation between does not cost what was typed
const kept = new WeakMap<ApolloClient, Map<string, string>>();

/** A text as it was typed so far; it is there again for whoever comes back to the place. */
export function useTyped(place: string): [string, (text: string) => void] {
  const client = useApolloClient();
  const texts = kept.get(client) ?? new Map<string, string>();
  kept.set(client, texts);
  const [text, setText] = useState(() => texts.get(place) ?? '');
  const write = (next: string): void => {
    setText(next);
    if (next === '') texts.delete(place);
    else texts.set(place, next);
  };
  return [text, write];
}
