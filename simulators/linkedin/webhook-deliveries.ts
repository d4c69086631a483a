import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { LinkedInWorld, Notification } from './linkedin-world.ts';

export interface WebhookDelivery {
  at: string;
  body: unknown;
  attempts: number;
  /** The last answer of the app, null while there was none. */
  status: number | null;
  state: 'sending' | 'delivered' | 'given-up';
}

const BATCH = 10;
const ATTEMPT_TIMEOUT_MS = 5_000;
const MAX_KEPT = 10_000;

/** Posts notifications to the app, ten in a body at most; what is not answered 2xx is sent again until it is, or its time is over. */
export class WebhookDeliveries {
  #kept: WebhookDelivery[] = [];
  readonly #closing = new AbortController();

  constructor(private readonly world: LinkedInWorld) {}

  get kept(): readonly WebhookDelivery[] {
    return this.#kept;
  }

  close(): void {
    this.#closing.abort();
  }

  /** Nothing where the organisation is to be subscribed and is not. The first attempt's status; null: no answer. */
  deliver(
    organization: string,
    notifications: readonly Notification[],
    options: { retry?: boolean } = {},
  ): Promise<number | null> {
    if (this.world.settings.requireSubscription && !this.world.isSubscribed(organization)) return Promise.resolve(null);
    return this.send(notifications, options);
  }

  async send(notifications: readonly unknown[], options: { retry?: boolean } = {}): Promise<number | null> {
    let last: number | null = null;
    for (let at = 0; at < notifications.length; at += BATCH) {
      const body = { type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS', notifications: notifications.slice(at, at + BATCH) };
      last = await this.sendBody(body, options);
    }
    return last;
  }

  async sendBody(body: unknown, options: { retry?: boolean } = {}): Promise<number | null> {
    const delivery: WebhookDelivery = { at: new Date().toISOString(), body, attempts: 0, status: null, state: 'sending' };
    this.#kept.push(delivery);
    if (this.#kept.length > MAX_KEPT * 1.1) this.#kept = this.#kept.slice(-MAX_KEPT);
    const raw = JSON.stringify(body);
    await this.#attempt(delivery, raw);
    const { status } = delivery;
    if (delivery.state === 'sending') {
      if (options.retry === false) delivery.state = 'given-up';
      else void this.#repeat(delivery, raw);
    }
    return status;
  }

  async #repeat(delivery: WebhookDelivery, raw: string): Promise<void> {
    const { redeliveryMs, redeliverForMs } = this.world.settings;
    const deadline = Date.now() + redeliverForMs;
    while (delivery.state === 'sending') {
      await delay(redeliveryMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      if (this.#closing.signal.aborted || Date.now() > deadline) delivery.state = 'given-up';
      else await this.#attempt(delivery, raw);
    }
  }

  async #attempt(delivery: WebhookDelivery, raw: string): Promise<void> {
    const { webhookUrl, clientSecret } = this.world.settings;
    delivery.attempts += 1;
    // the prefix is in what is signed and not in the header (learn.microsoft.com, webhook-validation)
    const signature = createHmac('sha256', clientSecret).update(`hmacsha256=${raw}`, 'utf8').digest('hex');
    try {
      const response = await fetch(webhookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-li-signature': signature },
        body: raw,
        redirect: 'manual',
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]),
      });
      // unread bodies keep their connection
      await response.arrayBuffer();
      delivery.status = response.status;
    } catch {
      // refused, reset or too slow: to the platform one more failed delivery
      delivery.status = null;
    }
    if (delivery.status !== null && delivery.status >= 200 && delivery.status < 300) delivery.state = 'delivered';
  }
}
