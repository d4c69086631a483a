import { setTimeout as delay } from 'node:timers/promises';
import type { MetaSettings } from './meta-settings.ts';
import { encodeWebhook, webhookHeaders } from './webhook-body.ts';

export type WebhookKind = 'inbound' | 'event' | 'echo' | 'delivery' | 'raw';

export interface WebhookDelivery {
  at: string;
  kind: WebhookKind;
  body: unknown;
  attempts: number;
  /** The last answer of the app, null while there was none (refused, timed out, not yet tried). */
  status: number | null;
  state: 'sending' | 'delivered' | 'given-up';
}

const attemptTimeoutMs = 5_000;
const firstRetryDelayMs = 100;
const maxRetryDelayMs = 2_000;
const giveUpAfterMs = 600_000;
const maxKept = 10_000;

/** Posts webhooks to the app: retried at once, then ever more slowly, until the app says 2xx or ten minutes are over. */
export class WebhookDeliveries {
  #kept: WebhookDelivery[] = [];
  readonly #closing = new AbortController();

  constructor(private readonly settings: () => MetaSettings) {}

  get kept(): readonly WebhookDelivery[] {
    return this.#kept;
  }

  close(): void {
    this.#closing.abort();
  }

  /** Resolves with the app's status to the first attempt (null: no answer); the retries go on without the caller. */
  async deliver(
    kind: WebhookKind,
    body: unknown,
    options: { startAfterMs?: number; retry?: boolean } = {},
  ): Promise<number | null> {
    const delivery: WebhookDelivery = { at: new Date().toISOString(), kind, body, attempts: 0, status: null, state: 'sending' };
    this.#kept.push(delivery);
    if (this.#kept.length > maxKept * 1.1) this.#kept = this.#kept.slice(-maxKept);
    const rawBody = encodeWebhook(body);
    await this.#wait(options.startAfterMs ?? 0);
    await this.#attempt(delivery, rawBody);
    const firstStatus = delivery.status;
    if (options.retry === false && delivery.state === 'sending') delivery.state = 'given-up';
    if (delivery.state === 'sending') void this.#retry(delivery, rawBody);
    return firstStatus;
  }

  async #retry(delivery: WebhookDelivery, rawBody: string): Promise<void> {
    const deadline = Date.now() + giveUpAfterMs;
    for (
      let waitMs = 0;
      delivery.state === 'sending';
      waitMs = Math.min(Math.max(waitMs * 2, firstRetryDelayMs), maxRetryDelayMs)
    ) {
      await this.#wait(waitMs);
      if (this.#closing.signal.aborted || Date.now() > deadline) delivery.state = 'given-up';
      else await this.#attempt(delivery, rawBody);
    }
  }

  async #attempt(delivery: WebhookDelivery, rawBody: string): Promise<void> {
    const { webhookUrl, appSecret } = this.settings();
    delivery.attempts += 1;
    delivery.status = await postWebhook(webhookUrl, rawBody, webhookHeaders(rawBody, appSecret), this.#closing.signal);
    if (delivery.status !== null && delivery.status >= 200 && delivery.status < 300) delivery.state = 'delivered';
  }

  async #wait(ms: number): Promise<void> {
    if (ms === 0) return;
    await delay(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }
}

async function postWebhook(
  url: string,
  body: string,
  headers: Record<string, string>,
  closing: AbortSignal,
): Promise<number | null> {
  try {
    const signal = AbortSignal.any([closing, AbortSignal.timeout(attemptTimeoutMs)]);
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    // Unread bodies keep their connection; thousands of echoes would hold as many sockets.
    await response.arrayBuffer();
    return response.status;
  } catch {
    // Refused, reset or too slow: to the platform an app that does not answer is one more failed delivery.
    return null;
  }
}
