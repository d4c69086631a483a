import type { Fragment } from './plan-run.ts';

/** Adds a subgraph's answer to what others have answered for the same object; lists are merged item by item. */
export function mergeFragment(target: Fragment, source: Fragment): void {
  for (const key in source) {
    // a client may choose this name for a field; merging into it would write to the prototype of every object there is
    if (key === '__proto__') continue;
    const [present, added] = [target[key], source[key]];
    if (isObject(present) && isObject(added)) mergeFragment(present, added);
    else target[key] = added;
  }
}

const isObject = (value: unknown): value is Fragment => typeof value === 'object' && value !== null;
