import { createHmac, randomInt } from 'node:crypto';

export const APP_SECRET = 'test-app-secret';
export const VERIFY_TOKEN = 'test-verify-token';
export const WEBHOOK_PATH = '/webhooks/facebook';

export interface PersonMessage {
  readonly pageId: string;
  readonly psid: string;
  readonly text: string;
}

export interface SignedWebhook {
  readonly body: Buffer;
  readonly signature: string;
}

const digits = (): string => `${randomInt(1e8, 1e9)}${randomInt(1e7, 1e8)}`;

/** Nobody had it before: every message of a benchmark is a new person's. */
export const newPsid = (): string => `7${digits()}`;

/** One message as the platform writes it down: beyond ASCII as escapes, slashes escaped. */
export function signedWebhook({ pageId, psid, text }: PersonMessage, at = Date.now()): SignedWebhook {
  const message = { mid: `m_${digits()}${digits()}${digits()}${digits()}${digits()}`, text };
  const item = { sender: { id: psid }, recipient: { id: pageId }, timestamp: at, message };
  const json = JSON.stringify({ object: 'page', entry: [{ id: pageId, time: at, messaging: [item] }] })
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
  const body = Buffer.from(json);
  return { body, signature: `sha256=${createHmac('sha256', APP_SECRET).update(body).digest('hex')}` };
}
