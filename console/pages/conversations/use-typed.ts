import { useCallback, useSyncExternalStore } from 'react';
import { useSession } from '../../session/session.tsx';
import { restAfter } from './rest-after.ts';

interface Typed {
  readonly texts: Map<string, string>;
  readonly listeners: Set<() => void>;
}

// another's conversation between does not cost what was typed, nor does a token that ran out
const kept = new WeakMap<object, Typed>();

function typedAt(desk: object): Typed {
  const known = kept.get(desk) ?? { texts: new Map(), listeners: new Set() };
  kept.set(desk, known);
  return known;
}

/** A text as it was typed so far; it is there again for whoever comes back to the place. */
export function useTyped(place: string) {
  const { desk } = useSession();
  const { texts, listeners } = typedAt(desk);
  const subscribe = useCallback(
    (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [listeners],
  );
  const words = useSyncExternalStore(subscribe, () => texts.get(place) ?? '');
  const write = (next: string): void => {
    if (next === '') texts.delete(place);
    else texts.set(place, next);
    for (const listener of listeners) listener();
  };
  return {
    words,
    write,
    /** Parley has it: what was typed on meanwhile stays. */
    taken: (sent: string): void => write(restAfter(sent, texts.get(place) ?? '')),
  };
}
