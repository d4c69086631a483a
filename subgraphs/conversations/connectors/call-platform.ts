import { type Dispatcher, request } from 'undici';

export interface PlatformCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object | URLSearchParams;
  readonly signal: AbortSignal;
}

/**
 * `unreachable`: no connection came about, so nothing was applied. `lost`: it broke or took too long; whether the call was applied is
 * not known. `json` is undefined where the body is none.
 */
export type PlatformAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Dispatcher.ResponseData['headers'];
      readonly json: unknown;
    }
  | { readonly kind: 'unreachable'; readonly what: string }
  | { readonly kind: 'lost'; readonly what: string };

/** One call to a platform, once. `name` is what the platform is called where a person reads of it. Throws only what is a bug. */
export async function callPlatform(name: string, call: PlatformCall): Promise<PlatformAnswer> {
  const { body } = call;
  const type = body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : 'application/json';
  try {
    // follows no redirect, and costs half of what `fetch` does
    const response = await request(call.url, {
      method: call.method,
      headers: { ...(body && { 'content-type': type }), ...call.headers },
      ...(body && { body: body instanceof URLSearchParams ? body.toString() : JSON.stringify(body) }),
      signal: call.signal,
    });
    const text = await response.body.text();
    return { kind: 'answered', status: response.statusCode, headers: response.headers, json: parseJson(text) };
  } catch (error) {
    return noAnswer(name, error, call.signal);
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function noAnswer(name: string, error: unknown, signal: AbortSignal): PlatformAnswer {
  if (signal.aborted) return { kind: 'lost', what: `${name} did not answer in time.` };
  const { code, errors } = error as { code?: unknown; errors?: { code?: unknown }[] };
  // a host with several addresses fails with one error for each
  const codes = errors?.map((each) => String(each.code)) ?? [String(code ?? 'no connection')];
  return codes.every((each) => NEVER_CONNECTED.has(each))
    ? { kind: 'unreachable', what: `${name} could not be reached (${codes[0]}).` }
    : { kind: 'lost', what: `The connection to ${name} broke (${codes[0]}).` };
}

/** What `Retry-After` says, seconds or a date, in milliseconds from now. */
export function retryAfterMs(headers: Dispatcher.ResponseData['headers']): number | undefined {
  const said = String(headers['retry-after'] ?? '').trim();
  if (/^\d+$/.test(said)) return Number(said) * 1000;
  const at = /[a-z]/i.test(said) ? Date.parse(said) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
