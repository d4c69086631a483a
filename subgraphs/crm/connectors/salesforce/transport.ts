import { PassThrough } from 'node:stream';
import { Transport } from 'jsforce/lib/transport.js';
import type { HttpRequest, HttpResponse } from 'jsforce/lib/types/common.js';
import { StreamPromise } from 'jsforce/lib/util/promise.js';
import { type Dispatcher, request } from 'undici';
import { TransientError } from '#kernel/errors/delivery-error.ts';

/**
 * Carries one call of jsforce, which then listens to its signal. jsforce's own transport cannot be aborted, tries again by itself,
 * follows redirects with the token in hand, and ends the process when a body is cut: the error comes as an event that nobody hears.
 * Failures that may pass are thrown from here, before jsforce makes something else of them.
 */
export class AbortableTransport extends Transport {
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    super();
    this.#signal = signal;
  }

  override httpRequest(request: HttpRequest): StreamPromise<HttpResponse> {
    return StreamPromise.create(() => ({ stream: new PassThrough(), promise: send(request, this.#signal) }));
  }
}

async function send({ method, url, headers, body }: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
  // the sender counts the bytes itself, and jsforce sends text alone through here
  const { 'content-length': _length, ...given } = headers ?? {};
  let response: Dispatcher.ResponseData;
  let text: string;
  try {
    // follows no redirect, and costs half of what `fetch` does
    response = await request(url, { method, headers: given, signal, ...(typeof body === 'string' && { body }) });
    text = await response.body.text();
  } catch (error) {
    signal.throwIfAborted();
    throw new TransientError('Salesforce could not be reached, or the connection broke.', { cause: error });
  }
  refuseNoAnswer(response);
  return { statusCode: response.statusCode, headers: joined(response.headers), body: text };
}

/** 300 is Salesforce's own: several records match. Any other redirect is a page for browsers. */
function refuseNoAnswer({ statusCode: status, headers }: Dispatcher.ResponseData): void {
  if (status < 500 && status !== 429 && status !== 420 && !(status > 300 && status < 400)) return;
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  const message = `Salesforce answered ${status}.`;
  throw Number.isFinite(seconds) && seconds >= 0
    ? new TransientError(message, { retryAfterMs: Math.min(seconds, 3600) * 1000 })
    : new TransientError(message);
}

/** jsforce knows one value a header. */
const joined = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
