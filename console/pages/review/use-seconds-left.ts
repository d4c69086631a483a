import { useEffect, useEffectEvent, useState } from 'react';

const secondsUntil = (endsAt: number): number => Math.ceil((endsAt - performance.now()) / 1_000);

/** Whole seconds until `endsAt` (by `performance.now()`), never below 0; `onOver` is called at each look once there are none. */
export function useSecondsLeft(endsAt: number, onOver: () => void): number {
  const [left, setLeft] = useState(() => secondsUntil(endsAt));
  const tick = useEffectEvent(() => {
    const seconds = secondsUntil(endsAt);
    setLeft(seconds);
    if (seconds <= 0) onOver();
  });
  useEffect(() => {
    const timer = setInterval(() => tick(), 200);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, left);
}
