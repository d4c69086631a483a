import { z } from 'zod';
import type { ConnectedAccount } from '../platform-connector.ts';
import { codeOf } from './refusal-of.ts';
import { includes } from './webhook-schema.ts';
import { callX, type XApi } from './x-client.ts';
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

/** Null `pages`: X did not say. */
export type Pages = { readonly pages: readonly XPage[] } | { readonly pages: null; readonly error: string };

/** A list of X's from its beginning, the latest first, until `isEnough` of a page or ten pages. */
export async function readPages(api: XApi, call: PagesCall, isEnough: (page: XPage) => boolean): Promise<Pages> {
  const pages: XPage[] = [];
  let token: string | undefined;
  while (pages.length < MAX_PAGES) {
    const query = { ...call.query, ...(token && { pagination_token: token }) };
    const answer = await callX(api, { ...call, method: 'GET', query }, page);
    if (answer.kind === 'error') return { pages: null, error: `X refused the read-back (${codeOf(answer.error)}).` };
    if (answer.kind !== 'ok') return { pages: null, error: answer.what };
    pages.push(answer.value);
    token = answer.value.meta.next_token;
    if (token === undefined || isEnough(answer.value)) break;
  }
  return { pages };
}
