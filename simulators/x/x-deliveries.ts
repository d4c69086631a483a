import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { XSettings } from './x-settings.ts';

export interface XDelivery {
  at: string;
  kind: string;
  body: unknown;
  attempts: number;
  /** The last answer of the app, null while there was none. */
  status: number | null;
  state: 'sending' | 'delivered' | 'given-up';
}

const attemptTimeoutMs = 10_000;
const retryDelaysMs = [100, 1_000, 5_000, 30_000];
const maxKept = 10_000;

/** Posts signed webhooks to the app. Unlike Meta, X gives up soon: what is lost is asked for again by the app. */
export class XDeliveries {
  #kept: XDelivery[] = [];
  readonly #closing = new AbortController();

  constructor(private readonly settings: () => XSettings) {}

  get kept(): readonly XDelivery[] {
    return this.#kept;
  }

  close(): void {
    this.#closing.abort();
  }

  /** Resolves with the app's status to the first attempt (null: no answer); the retries go on without the caller. */
  async deliver(kind: string, body: unknown, options: { retry?: boolean } = {}): Promise<number | null> {
    const delivery: XDelivery = { at: new Date().toISOString(), kind, body, attempts: 0, status: null, state: 'sending' };
    this.#kept.push(delivery);
    if (this.#kept.length > maxKept * 1.1) this.#kept = this.#kept.slice(-maxKept);
    const raw = JSON.stringify(body);
    await this.#attempt(delivery, raw);
    const { status } = delivery;
    if (delivery.state === 'sending') {
      if (options.retry === false) delivery.state = 'given-up';
      else void this.#retry(delivery, raw);
    }
    return status;
  }

  async #retry(delivery: XDelivery, raw: string): Promise<void> {
    for (const waitMs of retryDelaysMs) {
      await delay(waitMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      if (this.#closing.signal.aborted) break;
      await this.#attempt(delivery, raw);
      if (delivery.state !== 'sending') return;
    }
    delivery.state = 'given-up';
  }

  async #attempt(delivery: XDelivery, raw: string): Promise<void> {
    const { webhookUrl, consumerSecret } = this.settings();
    delivery.attempts += 1;
    try {
      const response = await fetch(webhookUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json;charset=utf-8',
          'user-agent': 'X Webhooks',
          'x-twitter-webhooks-signature': `sha256=${createHmac('sha256', consumerSecret).update(raw).digest('base64')}`,
        },
        body: raw,
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(attemptTimeoutMs)]),
        redirect: 'manual',
      });
      // an unread body keeps its connection
      await response.arrayBuffer();
      delivery.status = response.status;
    } catch {
      delivery.status = null;
    }
    if (delivery.status !== null && delivery.status >= 200 && delivery.status < 300) delivery.state = 'delivered';
  }
}
