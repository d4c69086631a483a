import { type Dispatcher, request } from 'undici';
import { TransientError } from '#kernel/errors/delivery-error.ts';

/** A request as every part of the SDK builds one; each part has a class of its own for it. */
export interface SdkRequest {
  getUrl(): string;
  getHttpMethod(): string;
  getHeaders(): Record<string, string>;
  getBody(): unknown;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * Carries the one request of a call in place of the SDK's `fetch`, which knows neither a time limit nor an abort, and keeps the answer as
 * it came: the SDK takes a page of HTML in a 200 for success and drops from an error what its classes do not name.
 */
export class Wire {
  readonly #signal: AbortSignal;
  answer: WireAnswer | null = null;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  async send(sdk: SdkRequest): Promise<WireAnswer> {
    const method = sdk.getHttpMethod() as Dispatcher.HttpMethod;
    return this.fetch(sdk.getUrl(), { method, headers: sdk.getHeaders(), body: sdk.getBody() });
  }

  async fetch(
    url: string,
    { method, headers, body }: { method: Dispatcher.HttpMethod; headers: Record<string, string>; body?: unknown },
  ): Promise<WireAnswer> {
    try {
      const sent = body instanceof URLSearchParams || typeof body === 'string' ? { body: String(body) } : {};
      // follows no redirect, and costs half of what `fetch` does
      const response = await request(url, { method, headers, signal: this.#signal, ...sent });
      const text = await response.body.text();
      this.answer = { status: response.statusCode, headers: joined(response.headers), text };
      return this.answer;
    } catch (error) {
      this.#signal.throwIfAborted();
      throw new TransientError('HubSpot could not be reached, or the connection broke.', { cause: error });
    }
  }
}

/** The SDK knows one value a header. */
const joined = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
