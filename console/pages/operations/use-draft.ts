import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { differences } from './differences.ts';

const desks = new WeakMap<ApolloClient, Map<string, object>>();

/** By form: what was typed and is not saved. It stays for as long as the tab is signed in, wherever its reader goes meanwhile. */
export function useUnsaved(): Map<string, object> {
  const client = useApolloClient();
  const known = desks.get(client);
  if (known) return known;
  const desk = new Map<string, object>();
  desks.set(client, desk);
  return desk;
}

/** What stands in a form: what is saved, but for what was typed. `asked` is filled in by a link, as if it had been typed. */
export function useDraft<T extends object>(form: string, saved: T, asked: Partial<T> = {}) {
  const unsaved = useUnsaved();
  const [typed, setTyped] = useState<Partial<T>>(() => ({ ...(unsaved.get(form) as Partial<T> | undefined), ...asked }));
  const changes = differences(saved, typed);
  const isUnsaved = Object.keys(changes).length > 0;
  useEffect(() => {
    if (isUnsaved) unsaved.set(form, typed);
    else unsaved.delete(form);
  }, [unsaved, form, typed, isUnsaved]);
  return {
    draft: { ...saved, ...typed },
    isUnsaved,
    change: (part: Partial<T>) => setTyped((before) => ({ ...before, ...part })),
    discard: () => setTyped({}),
  };
}
