import { useSyncExternalStore } from 'react';
import { KeptTexts } from '../../session/kept-texts.ts';
import { useSession } from '../../session/session.tsx';
import { restAfter } from './rest-after.ts';

// another's conversation between does not cost what was typed, nor does a token that ran out
const kept = new WeakMap<object, KeptTexts>();

function textsAt(desk: object): KeptTexts {
  const known = kept.get(desk) ?? new KeptTexts();
  kept.set(desk, known);
  return known;
}

/** A text as it was typed so far; it is there again for whoever comes back to the place. */
export function useTyped(place: string) {
  const { desk } = useSession();
  const texts = textsAt(desk);
  const words = useSyncExternalStore(texts.watch, () => texts.get(place) ?? '');
  const write = (next: string): void => {
    if (next === '') texts.delete(place);
    else texts.set(place, next);
  };
  return {
    words,
    write,
    /** Parley has it: what was typed on meanwhile stays. */
    taken: (sent: string): void => write(restAfter(sent, texts.get(place) ?? '')),
  };
}
