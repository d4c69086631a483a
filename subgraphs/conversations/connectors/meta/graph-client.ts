import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { callPlatform, type PlatformCall, parseJson, retryAfterMs } from '../call-platform.ts';

/** The one place that names the version of the Graph API. */
const GRAPH_VERSION = 'v25.0';

/** Which of Meta's two Graph APIs; `url` is its base address, without a version. */
export interface Graph {
  /** As a person reads of it. */
  readonly name: 'Facebook' | 'Instagram';
  readonly url: string;
}

/** The fields of Graph's error body that mean something. Its `message` is for people and is not kept: it may quote what was sent. */
const errorSchema = z.object({
  error: z.object({
    code: z.int(),
    error_subcode: z.int().optional(),
    is_transient: z.boolean().optional(),
  }),
});

export interface GraphError {
  /** 429 where the refusal was the HTTP status alone: no code of Graph's is that. */
  readonly code: number;
  readonly subcode: number | null;
  readonly isTransient: boolean;
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

export type GraphFailure = Exclude<GraphAnswer<unknown>, { kind: 'ok' }>;

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
export async function callGraph<T>(graph: Graph, call: GraphCall, schema: z.ZodType<T>): Promise<GraphAnswer<T>> {
  const url = new URL(`${graph.url}/${GRAPH_VERSION}/${call.path}`);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  const { method, body, signal } = call;
  // in the header and not in the query: addresses are written into logs
  const headers = { authorization: `Bearer ${call.token}` };
  return askGraph(graph, { method, url, headers, ...(body && { body }), signal }, schema);
}

/** The same for an address that is unlike the others. */
export async function askGraph<T>(graph: Graph, call: PlatformCall, schema: z.ZodType<T>): Promise<GraphAnswer<T>> {
  const answer = await callPlatform(graph.name, call);
  if (answer.kind !== 'answered') return answer;
  // Graph puts errors into a 200 too
  const failed = errorSchema.safeParse(answer.json).data?.error;
  // whoever says it, Graph or what stands before it: nothing was applied
  const code = answer.status === 429 ? 429 : failed?.code;
  if (code !== undefined) {
    const error = { code, subcode: failed?.error_subcode ?? null, isTransient: failed?.is_transient ?? false };
    return { kind: 'error', error, retryAfterMs: waitMs(answer.headers) };
  }
  const isOk = answer.status >= 200 && answer.status < 300;
  const value = isOk ? schema.safeParse(answer.json) : null;
  if (value?.success) return { kind: 'ok', value: value.data };
  return { kind: 'lost', what: `${graph.name} answered ${answer.status} with a body that is none of Graph's.` };
}

const usageSchema = z.record(z.string(), z.array(z.object({ estimated_time_to_regain_access: z.number() })));

/** Seconds in `Retry-After`, minutes in the usage header of the account's rate limit. */
function waitMs(headers: Dispatcher.ResponseData['headers']): number | undefined {
  const saidMs = retryAfterMs(headers);
  if (saidMs !== undefined) return saidMs;
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
