import { type KeyboardEvent, type PointerEvent, useState } from 'react';

/** Which point of a drawing is looked at: under the pointer, or reached by the arrow keys. Null: none. */
export function usePointed(count: number, placeAt: (x: number, width: number) => number) {
  const [chosen, point] = useState<number | null>(null);
  const within = (place: number): number => Math.max(0, Math.min(count - 1, place));
  const pointed = chosen === null || count === 0 ? null : within(chosen);
  const steps: Readonly<Record<string, number | null>> = {
    ArrowLeft: (pointed ?? count) - 1,
    ArrowRight: (pointed ?? -1) + 1,
    Home: 0,
    End: count - 1,
    Escape: null,
  };
  return {
    pointed,
    pointing: {
      tabIndex: 0,
      onPointerMove({ clientX, currentTarget }: PointerEvent): void {
        const { left, width } = currentTarget.getBoundingClientRect();
        point(within(placeAt(clientX - left, width)));
      },
      onPointerLeave: () => point(null),
      onBlur: () => point(null),
      onKeyDown(event: KeyboardEvent): void {
        const next = steps[event.key];
        if (next === undefined) return;
        event.preventDefault();
        point(next === null ? null : within(next));
      },
    },
  };
}
