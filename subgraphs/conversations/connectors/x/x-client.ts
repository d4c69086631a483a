import { z } from 'zod';
import { callPlatform, retryAfterMs } from '../call-platform.ts';
import type { ConnectedAccount } from '../platform-connector.ts';
import { tokenOf } from './x-credentials.ts';
import { type Cap, waitByHeadersMs, type XRateCaps } from './x-rate-caps.ts';

/** X's API for any number of accounts. `apiUrl` has no version in it. */
export interface XApi {
  readonly apiUrl: string;
  readonly caps: XRateCaps;
  readonly nowMs: () => number;
}

export interface XCall {
  readonly account: ConnectedAccount;
  readonly cap: Cap;
  readonly method: 'GET' | 'POST';
  /** From the version on: `/2/tweets`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly signal: AbortSignal;
}

/** What X refused. `words` is its text, to be matched and never kept: it may quote what was sent. */
export interface XError {
  readonly status: number;
  readonly code: number | null;
  /** The last part of the problem's type: `resource-not-found`. */
  readonly type: string;
  readonly words: string;
}

/**
 * `held`: a limit is used up, so nothing was called. `error`: X itself answered. `lost`: anything else, a 200 with an HTML page among it;
 * whether the call was applied is not known.
 */
export type XAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'held'; readonly retryAfterMs: number; readonly what: string }
  | { readonly kind: 'error'; readonly error: XError; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'unreachable'; readonly what: string }
  | { readonly kind: 'lost'; readonly what: string };

/** One call, once. Throws only what is a bug. */
export async function callX<T>(api: XApi, call: XCall, schema: z.ZodType<T>): Promise<XAnswer<T>> {
  const { accountId } = call.account;
  const hold = api.caps.begin(call.cap, accountId);
  if (hold) return { kind: 'held', retryAfterMs: hold.retryAfterMs, what: hold.error };
  const url = new URL(`${api.apiUrl}${call.path}`);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  const { method, body, signal } = call;
  const headers = { authorization: `Bearer ${tokenOf(call.account)}` };
  const answer = await callPlatform('X', { method, url, headers, ...(body && { body }), signal });
  if (answer.kind !== 'answered') {
    api.caps.ended(call.cap, accountId, null, answer.kind === 'lost');
    return answer;
  }
  api.caps.ended(call.cap, accountId, answer.headers, answer.status < 400);
  // a partial success has errors beside what it gives
  const value = answer.status >= 200 && answer.status < 300 ? schema.safeParse(answer.json) : null;
  if (value?.success) return { kind: 'ok', value: value.data };
  const waitMs = retryAfterMs(answer.headers) ?? waitByHeadersMs(answer.headers, api.nowMs());
  const error = readError(answer.status, answer.json);
  return error
    ? { kind: 'error', error, retryAfterMs: waitMs }
    : { kind: 'lost', what: `X answered ${answer.status} with a body that is none of its API’s.` };
}

const text = z.string().catch('');
const detailed = z.object({ code: z.int().optional().catch(undefined), message: text, title: text, detail: text, type: text });
const problem = z.object({ title: z.string(), detail: text, type: text, status: z.int().optional().catch(undefined) });
const errors = z.object({ errors: z.array(detailed).min(1) });

/** Both bodies of X's: the problem object, and the older list of codes. Null: it is neither. A 429 says all that it says by itself. */
function readError(status: number, json: unknown): XError | null {
  const [first] = errors.safeParse(json).data?.errors ?? [];
  const whole = problem.safeParse(json).data;
  if (first === undefined && whole === undefined) return status === 429 ? { status, code: null, type: '', words: '' } : null;
  const type = (whole?.type || first?.type || '').split('/').at(-1) ?? '';
  const words = [whole?.title, whole?.detail, first?.title, first?.detail, first?.message].filter(Boolean).join(' ');
  return { status, code: first?.code ?? null, type, words };
}
