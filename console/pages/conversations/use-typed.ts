import { useState } from 'react';
import { useSession } from '../../session/session.tsx';

// another's conversation between does not cost what was typed, nor does a token that ran out
const kept = new WeakMap<object, Map<string, string>>();

/** A text as it was typed so far; it is there again for whoever comes back to the place. */
export function useTyped(place: string): [string, (text: string) => void] {
  const { desk } = useSession();
  const texts = kept.get(desk) ?? new Map<string, string>();
  kept.set(desk, texts);
  const [text, setText] = useState(() => texts.get(place) ?? '');
  const write = (next: string): void => {
    setText(next);
    if (next === '') texts.delete(place);
    else texts.set(place, next);
  };
  return [text, write];
}
