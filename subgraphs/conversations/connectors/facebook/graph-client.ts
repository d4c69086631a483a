import { type Dispatcher, request } from 'undici';
import { z } from 'zod';

/** The one place that names the version of the Graph API. */
const GRAPH_VERSION = 'v25.0';

/** The fields of Graph's error body that mean something. Its `message` is for people and is not kept: it may quote what was sent. */
const errorSchema = z.object({
  error: z.object({
    code: z.int(),
    error_subcode: z.int().optional(),
    is_transient: z.boolean().optional(),
  }),
});

export interface GraphError {
  readonly code: number;
  readonly subcode: number | null;
}

/**
 * `error`: Graph itself answered, whatever the HTTP status. `unreachable`: no connection came about, so nothing was applied.
 * `lost`: anything else, a 200 with an HTML page among it; whether the call was applied is not known.
 */
export type GraphAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'error'; readonly error: GraphError; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'unreachable'; readonly what: string }
  | { readonly kind: 'lost'; readonly what: string };

export interface GraphCall {
  readonly method: 'GET' | 'POST';
  /** Without the version: `123/messages`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly token: string;
  readonly signal: AbortSignal;
}

/** One call, once: retrying is the caller's, who knows what a second call would do. Throws only what is a bug. */
export async function callGraph<T>(baseUrl: string, call: GraphCall, schema: z.ZodType<T>): Promise<GraphAnswer<T>> {
  const url = new URL(`${baseUrl}/${GRAPH_VERSION}/${call.path}`);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  let response: Dispatcher.ResponseData;
  let text: string;
  try {
    // follows no redirect, and costs half of what `fetch` does
    response = await request(url, {
      method: call.method,
      // in the header and not in the query: addresses are written into logs
      headers: { authorization: `Bearer ${call.token}`, ...(call.body && { 'content-type': 'application/json' }) },
      ...(call.body && { body: JSON.stringify(call.body) }),
      signal: call.signal,
    });
    text = await response.body.text();
  } catch (error) {
    return noAnswer(error, call.signal);
  }
  const json = parseJson(text);
  // Graph puts errors into a 200 too
  const failed = errorSchema.safeParse(json);
  if (failed.success) {
    const { code, error_subcode: subcode } = failed.data.error;
    return { kind: 'error', error: { code, subcode: subcode ?? null }, retryAfterMs: retryAfterMs(response.headers) };
  }
  const isOk = response.statusCode >= 200 && response.statusCode < 300;
  const value = isOk ? schema.safeParse(json) : null;
  if (value?.success) return { kind: 'ok', value: value.data };
  return { kind: 'lost', what: `Facebook answered ${response.statusCode} with a body that is none of Graph's.` };
}

const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function noAnswer(error: unknown, signal: AbortSignal): GraphAnswer<never> {
  if (signal.aborted) return { kind: 'lost', what: 'Facebook did not answer in time.' };
  const { code, errors } = error as { code?: unknown; errors?: { code?: unknown }[] };
  // a host with several addresses fails with one error for each
  const codes = errors?.map((each) => String(each.code)) ?? [String(code ?? 'no connection')];
  return codes.every((code) => NEVER_CONNECTED.has(code))
    ? { kind: 'unreachable', what: `Facebook could not be reached (${codes[0]}).` }
    : { kind: 'lost', what: `The connection to Facebook broke (${codes[0]}).` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const usageSchema = z.record(z.string(), z.array(z.object({ estimated_time_to_regain_access: z.number() })));

/** Seconds in `Retry-After`, minutes in the usage header of the page's rate limit. */
function retryAfterMs(headers: Dispatcher.ResponseData['headers']): number | undefined {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  const usage = usageSchema.safeParse(parseJson(String(headers['x-business-use-case-usage'] ?? '')));
  const minutes = usage.success
    ? Math.max(
        0,
        ...Object.values(usage.data)
          .flat()
          .map((use) => use.estimated_time_to_regain_access),
      )
    : 0;
  return minutes > 0 ? minutes * 60_000 : undefined;
}
