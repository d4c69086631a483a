import { useRef, useState } from 'react';

/**
 * Labels as the reader made them, until the last change was answered: the next one is made to what they see. Changes are sent one after
 * the other, so that the last one is the one that holds.
 */
export function useLabels(labels: readonly string[], save: (labels: string[]) => Promise<unknown>) {
  const [wanted, setWanted] = useState<string[] | null>(null);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return {
    labels: wanted ?? [...labels],
    change(next: string[]): void {
      setWanted(next);
      const saved = last.current.then(() => save(next));
      last.current = saved;
      void saved.then(() => last.current === saved && setWanted(null));
    },
  };
}
