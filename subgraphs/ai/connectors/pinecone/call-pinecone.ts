import { Pinecone } from '@pinecone-database/pinecone';
import type { z } from 'zod';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { PineconeFailure } from './pinecone-failure.ts';

export interface PineconeAddress {
  readonly apiKey: string;
  readonly controllerUrl: string;
  /** How long one call may take, its body included; 10 s unless said. */
  readonly timeoutMs?: number;
}

interface Heard {
  status: number | null;
  retryAfter: string | null;
}

const TIMEOUT_MS = 10_000;

/**
 * One call through Pinecone's SDK, made by a client of its own: so that what the SDK drops is kept for exactly this call. It knows no
 * abort and no timeout, repeats 5xx by itself, and its errors carry neither a status nor Retry-After; 403 reads as a bad request, 429 as
 * unmapped, 5xx as used-up retries (protocols.md §1, tested with 9.0.0). What it answers with 2xx is checked by `schema`.
 */
export async function callPinecone<Schema extends z.ZodType>(
  address: PineconeAddress,
  call: { readonly what: string; readonly schema: Schema; readonly signal: AbortSignal },
  work: (client: Pinecone) => Promise<unknown>,
): Promise<z.output<Schema>> {
  call.signal.throwIfAborted();
  const heard: Heard = { status: null, retryAfter: null };
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(address.timeoutMs ?? TIMEOUT_MS)]);
  const client = new Pinecone({
    apiKey: address.apiKey,
    controllerHostUrl: address.controllerUrl,
    maxRetries: 0,
    fetchApi: async (url, init) => {
      const response = await fetch(url, { ...init, signal });
      heard.status = response.status;
      heard.retryAfter = response.headers.get('retry-after');
      return response;
    },
  });
  let answer: unknown;
  try {
    answer = await work(client);
  } catch (error) {
    call.signal.throwIfAborted();
    throw failureOf(call.what, heard, error);
  }
  const parsed = call.schema.safeParse(answer);
  if (!parsed.success) throw new TransientError(`Pinecone answered ${call.what} with something else.`, { cause: parsed.error });
  return parsed.data;
}

function failureOf(what: string, { status, retryAfter }: Heard, cause: unknown): Error {
  // no answer, or one that ends in the middle or is no JSON (an HTML page with 200): whoever stands between may be well again later
  if (status === null || status < 300) return new TransientError(`Pinecone did not answer ${what}.`, { cause });
  if (status === 429 || status === 408 || status >= 500) {
    const retryAfterMs = retryAfterMsOf(retryAfter);
    const message = `Pinecone cannot take ${what} now (${status}).`;
    return new TransientError(message, { cause, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  }
  return new PineconeFailure(status, `Pinecone refused ${what} (${status}).${adviceFor(status)}`, { cause });
}

const adviceFor = (status: number): string => {
  if (status === 401) return ' Check PINECONE_API_KEY.';
  // "object limits" on docs.pinecone.io: QUOTA_EXCEEDED comes as 403
  if (status === 403)
    return ' The key may not do that, or the project is full: it has as many indexes or namespaces as its plan allows.';
  return '';
};

/** Seconds, or a date. */
function retryAfterMsOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
