import { z } from 'zod';
import { callPlatform, retryAfterMs } from '../call-platform.ts';

/**
 * The one place that names the version of LinkedIn's API. A version is served for about a year: this one until about October 2027, then
 * every call is answered 426 (learn.microsoft.com, marketing versioning).
 */
export const LINKEDIN_VERSION = '202610';

/** The fields of LinkedIn's error body that mean something. `message` is read for its kind and never kept: it may quote what was sent. */
const errorSchema = z.object({
  status: z.int().min(400).max(599),
  code: z.string().max(100).optional(),
  message: z.string().optional(),
});

export interface LinkedInError {
  readonly status: number;
  readonly code: string | null;
  readonly message: string;
}

/**
 * `error`: LinkedIn itself answered. `unreachable`: no connection came about, so nothing was applied. `lost`: anything else, a 200 with an
 * HTML page among it; whether the call was applied is not known.
 */
export type LinkedInAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T /** `x-restli-id`. */; readonly id: string | null }
  | { readonly kind: 'error'; readonly error: LinkedInError; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'unreachable'; readonly what: string }
  | { readonly kind: 'lost'; readonly what: string };

export interface LinkedInCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below `/rest/`, encoded, with its query: what stands in parentheses is Rest.li's syntax and no form's. */
  readonly path: string;
  readonly body?: object;
  readonly token: string;
  readonly signal: AbortSignal;
}

/** One call, once: retrying is the caller's, who knows what a second call would do. Throws only what is a bug. */
export async function callLinkedIn<T>(apiUrl: string, call: LinkedInCall, schema: z.ZodType<T>): Promise<LinkedInAnswer<T>> {
  const { method, body, signal } = call;
  const headers = {
    authorization: `Bearer ${call.token}`,
    'linkedin-version': LINKEDIN_VERSION,
    'x-restli-protocol-version': '2.0.0',
  };
  const url = new URL(`${apiUrl}/rest/${call.path}`);
  const answer = await callPlatform('LinkedIn', { method, url, headers, ...(body && { body }), signal });
  if (answer.kind !== 'answered') return answer;
  const isOk = answer.status >= 200 && answer.status < 300;
  const value = isOk ? schema.safeParse(answer.json) : null;
  const id = answer.headers['x-restli-id'];
  if (value?.success) return { kind: 'ok', value: value.data, id: typeof id === 'string' ? id : null };
  const failed = isOk ? undefined : errorSchema.safeParse(answer.json).data;
  // who is told to wait was not served, whatever the body is
  if (failed || answer.status === 429) {
    const { code, message = '' } = failed ?? {};
    return {
      kind: 'error',
      error: { status: answer.status, code: code ?? null, message },
      retryAfterMs: retryAfterMs(answer.headers),
    };
  }
  return { kind: 'lost', what: `LinkedIn answered ${answer.status} with a body that is none of its API's.` };
}
