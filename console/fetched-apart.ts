import { type ComponentType, createElement, lazy, type ReactNode, useState } from 'react';

export interface FetchedApart<Properties> {
  /** Suspends until it is fetched, where that was not done ahead. */
  readonly Component: (properties: Properties) => ReactNode;
  /** Has it fetched before it is shown. */
  fetchAhead(): void;
}

/** A part of the console in a file of its own, which is fetched when it is shown for the first time, if not ahead. */
export function fetchedApart<Properties extends object>(
  load: () => Promise<ComponentType<Properties>>,
): FetchedApart<Properties> {
  let fetched: ComponentType<Properties> | null = null;
  const Fetching = lazy(async () => ({ default: await load() })) as unknown as ComponentType<Properties>;
  return {
    // React shows a placeholder for 300 ms at least, also for what is there after one: a part that is there needs none
    Component: (properties) => createElement(useState(() => fetched ?? Fetching)[0], properties),
    fetchAhead: () =>
      void load().then(
        (loaded) => {
          fetched = loaded;
        },
        // showing it says so
        () => undefined,
      ),
  };
}
