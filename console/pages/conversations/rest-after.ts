/** What stays in a field when what stood there was taken: what was typed on behind it meanwhile, or all, where it was changed. */
export const restAfter = (taken: string, now: string): string =>
  now.startsWith(taken) ? now.slice(taken.length).trimStart() : now;
