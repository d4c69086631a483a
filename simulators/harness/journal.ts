import type { Answer, Call } from './call.ts';
import { redact, redactedRequestBody } from './redact.ts';

export interface JournalEntry {
  at: string;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, unknown>;
  /** The parsed body, null when there was none. */
  request: unknown;
  /** null until the answer is written, and for good when a fault hung or dropped the call. */
  status: number | null;
  response: unknown;
  responseHeaders: Record<string, string>;
  /** The service itself answered below 400, whether or not the caller got to see it. */
  applied: boolean;
  /** From its arrival to its answer; null as long as `status` is. */
  tookMs: number | null;
  /** Which fault struck, by its place in the list last PUT. */
  fault?: number;
}

// A bench plays hundreds of thousands of calls; the newest are the ones anybody asks for.
const maxEntries = 50_000;

/** Every call received, in the order of arrival; a call appears when it arrives, not when it is answered. */
export class Journal {
  #entries: JournalEntry[] = [];
  readonly #arrivedAt = new WeakMap<JournalEntry, number>();

  receive(call: Call): JournalEntry {
    const entry: JournalEntry = {
      at: new Date().toISOString(),
      method: call.method,
      path: call.path,
      query: redact(Object.fromEntries(call.query)) as Record<string, string>,
      headers: redact(call.headers) as Record<string, unknown>,
      request: redactedRequestBody(call),
      status: null,
      response: null,
      responseHeaders: {},
      applied: false,
      tookMs: null,
    };
    this.#arrivedAt.set(entry, performance.now());
    this.#entries.push(entry);
    if (this.#entries.length > maxEntries * 1.1) this.#entries = this.#entries.slice(-maxEntries);
    return entry;
  }

  answered(entry: JournalEntry, answer: Answer): void {
    entry.status = answer.status;
    entry.tookMs = performance.now() - (this.#arrivedAt.get(entry) ?? performance.now());
    entry.response = redact(answer.body ?? null);
    entry.responseHeaders = answer.headers ?? {};
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  empty(): void {
    this.#entries = [];
  }
}
