import { useEffect, useState } from 'react';
import { useSession } from '../../session/session.tsx';
import { differences } from './differences.ts';

const drafts = new WeakMap<object, Map<string, object>>();

/** By form: what was typed and is not saved. It stays until the tab is signed out, wherever its reader goes meanwhile. */
export function useUnsaved(): Map<string, object> {
  const { desk } = useSession();
  const known = drafts.get(desk) ?? new Map<string, object>();
  drafts.set(desk, known);
  return known;
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
    /** What is typed since this was drawn stays: a save that takes a moment takes none of it along. */
    discard: () => setTyped((now) => differences(typed, now)),
  };
}
