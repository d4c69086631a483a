import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { newPsid, signedWebhook, WEBHOOK_PATH } from '../support/facebook-webhook.ts';
import { type Mix, messageText } from './messages.ts';

/** When a person's message was accepted, in milliseconds since 1970 with fractions. */
export type Accepted = Map<string, number>;

/** Posts as the platform does, a new person each time. */
export class WebhookSender {
  readonly #pool: Pool;
  readonly #pageId: string;

  constructor(url: string, pageId: string) {
    this.#pool = new Pool(url, { connections: 32 });
    this.#pageId = pageId;
  }

  /** An open loop: the next message comes in its time, whether or not the last one is done. */
  async atRate(perSecond: number, seconds: number, mix: Mix, accepted: Accepted): Promise<void> {
    const count = Math.round(perSecond * seconds);
    const startedAt = performance.now();
    const posts: Promise<void>[] = [];
    for (let n = 0; n < count; n++) {
      const waitMs = startedAt + (n * 1000) / perSecond - performance.now();
      if (waitMs > 0) await delay(waitMs);
      posts.push(this.#post(mix, n, accepted));
    }
    await Promise.all(posts);
    const restMs = startedAt + seconds * 1000 - performance.now();
    if (restMs > 0) await delay(restMs);
  }

  async allAtOnce(count: number, mix: Mix, accepted: Accepted): Promise<void> {
    await Promise.all(Array.from({ length: count }, (_, n) => this.#post(mix, n, accepted)));
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #post(mix: Mix, n: number, accepted: Accepted): Promise<void> {
    const psid = newPsid();
    const { body, signature } = signedWebhook({ pageId: this.#pageId, psid, text: messageText(mix, n, psid) });
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
    const response = await this.#pool.request({ path: WEBHOOK_PATH, method: 'POST', headers, body });
    accepted.set(psid, performance.timeOrigin + performance.now());
    await response.body.dump();
    if (response.statusCode !== 200) throw new Error(`a webhook was answered ${response.statusCode}`);
  }
}
