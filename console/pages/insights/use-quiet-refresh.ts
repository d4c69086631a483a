import { useCallback, useEffect, useRef, useState } from 'react';

const EVERY_MS = 30_000;

/** Asks again while somebody looks. What stands on the page stays until the answer is there, and when there is none. */
export function useQuietRefresh(ask: () => Promise<unknown>): {
  readonly asOf: number | null;
  readonly isLate: boolean;
  told(): void;
} {
  const [asOf, setAsOf] = useState<number | null>(null);
  const [isLate, setIsLate] = useState(false);
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  const told = useCallback(() => {
    setAsOf(Date.now());
    setIsLate(false);
  }, []);
  useEffect(() => {
    let at = Date.now();
    const refresh = (): void => {
      if (document.visibilityState !== 'visible' || Date.now() - at < EVERY_MS - 1_000) return;
      at = Date.now();
      latest.current().then(told, () => setIsLate(true));
    };
    const timer = setInterval(refresh, EVERY_MS);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [told]);
  return { asOf, isLate, told };
}
