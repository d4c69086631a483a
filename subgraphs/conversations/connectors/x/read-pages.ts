import { z } from 'zod';
import type { ConnectedAccount } from '../platform-connector.ts';
import { codeOf } from './refusal-of.ts';
import { includes } from './webhook-schema.ts';
import { callX, type XAnswer, type XApi } from './x-client.ts';
import type { Cap } from './x-rate-caps.ts';

const MAX_PAGES = 10;

const page = z.object({
  // an empty list is left out
  data: z.array(z.unknown()).default([]),
  includes: includes.optional(),
  meta: z.object({ next_token: z.string().optional() }),
});
export type XPage = z.output<typeof page>;

export interface PagesCall {
  readonly account: ConnectedAccount;
  readonly cap: Cap;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Null `pages`: X did not say. `next`: of the page after those, where the list was not read to its end. */
export type Pages =
  | { readonly pages: readonly XPage[]; readonly next: string | null }
  | { readonly pages: null; readonly error: string };

/** A list of X's from its beginning or from `from`, the latest first, until `isEnough` of a page, ten pages, or X says no more. */
export async function readPages(api: XApi, call: PagesCall, isEnough: (page: XPage) => boolean, from = ''): Promise<Pages> {
  const pages: XPage[] = [];
  let token: string | undefined = from;
  while (pages.length < MAX_PAGES) {
    const query: Record<string, string> = { ...call.query, ...(token && { pagination_token: token }) };
    const answer: XAnswer<XPage> = await callX(api, { ...call, method: 'GET', query }, page);
    if (answer.kind !== 'ok' && pages.length > 0) return { pages, next: token ?? null };
    if (answer.kind === 'error') return { pages: null, error: `X refused the read-back (${codeOf(answer.error)}).` };
    if (answer.kind !== 'ok') return { pages: null, error: answer.what };
    pages.push(answer.value);
    token = answer.value.meta.next_token;
    if (token === undefined || isEnough(answer.value)) return { pages, next: null };
  }
  return { pages, next: token ?? null };
}
