import type { Fragment, ResponsePath } from './plan-run.ts';

const isFragment = (value: unknown): value is Fragment => typeof value === 'object' && value !== null;

/** The fragments at a plan's path under the given ones; `@` means every item of a list. */
export function fragmentsAt(roots: readonly Fragment[], path: ResponsePath): Fragment[] {
  const found: Fragment[] = [];
  for (const root of roots) collect(root, path, 0, found);
  return found;
}

function collect(value: unknown, path: ResponsePath, depth: number, found: Fragment[]): void {
  if (!isFragment(value)) return;
  const segment = path[depth];
  if (Array.isArray(value)) {
    const next = segment === '@' ? depth + 1 : depth;
    for (const item of value) collect(item, path, next, found);
  } else if (segment === undefined) found.push(value);
  else collect(value[segment], path, depth + 1, found);
}

/** Where each fragment at a plan's path stands in the response, with the indices of its lists. */
export function placesAt(root: Fragment, path: ResponsePath): Map<Fragment, ResponsePath> {
  const places = new Map<Fragment, ResponsePath>();
  locate(root, path, 0, [], places);
  return places;
}

function locate(
  value: unknown,
  path: ResponsePath,
  depth: number,
  place: ResponsePath,
  places: Map<Fragment, ResponsePath>,
): void {
  if (!isFragment(value)) return;
  const segment = path[depth];
  if (Array.isArray(value)) {
    const next = segment === '@' ? depth + 1 : depth;
    for (const [index, item] of value.entries()) locate(item, path, next, [...place, index], places);
  } else if (segment === undefined) places.set(value, place);
  else locate(value[segment], path, depth + 1, [...place, segment], places);
}
