import type { Call } from '../harness/call.ts';
import { badRequest } from './linkedin-error.ts';

const DEFAULT_COUNT = 10;
const MAX_COUNT = 100;

/** A collection as Rest.li shows it; the next page's link is there while there is one. */
export function page<T>(call: Call, all: readonly T[]): { elements: T[]; paging: object } {
  const start = wholeNumber(call, 'start', 0);
  const count = Math.min(wholeNumber(call, 'count', DEFAULT_COUNT), MAX_COUNT);
  const next = start + count;
  const query = new URLSearchParams(call.query);
  query.set('start', String(next));
  query.set('count', String(count));
  const links = next < all.length ? [{ type: 'application/json', rel: 'next', href: `${call.path}?${query}` }] : [];
  return { elements: all.slice(start, next), paging: { start, count, total: all.length, links } };
}

function wholeNumber(call: Call, name: string, otherwise: number): number {
  const given = call.query.get(name);
  if (given === null) return otherwise;
  if (!/^\d{1,9}$/.test(given)) throw badRequest(`Invalid query parameter: ${name}`, 'QUERY_PARAM_INVALID');
  return Number(given);
}
