import { createHmac } from 'node:crypto';

export interface WebhookUpdate {
  readonly accountId: string;
  readonly item: Record<string, unknown>;
  /** Another application holds the thread: we only listen. */
  readonly isStandby?: boolean;
}

/** One POST may carry many updates of several accounts; each becomes an entry of its own. */
export function metaWebhook(object: 'page' | 'instagram', updates: readonly WebhookUpdate[]): unknown {
  const time = Date.now();
  return {
    object,
    entry: updates.map(({ accountId, item, isStandby }) => ({
      id: accountId,
      time,
      [isStandby ? 'standby' : 'messaging']: [item],
    })),
  };
}

/**
 * The bytes as Meta writes and signs them: every character beyond ASCII as a lower-case \u escape, and slashes escaped.
 * Whoever verifies re-serialised JSON instead of the raw bytes finds out with the first accent or link.
 */
export function encodeWebhook(body: unknown): string {
  return JSON.stringify(body)
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}

export function webhookHeaders(rawBody: string, appSecret: string): Record<string, string> {
  const digest = (algorithm: string): string => createHmac(algorithm, appSecret).update(rawBody, 'utf8').digest('hex');
  return {
    'content-type': 'application/json',
    'user-agent': 'facebookexternalua',
    'x-hub-signature': `sha1=${digest('sha1')}`,
    'x-hub-signature-256': `sha256=${digest('sha256')}`,
  };
}
