import { createHmac, randomUUID } from 'node:crypto';

const APP_SECRET = 'test-app-secret';

export interface MessengerText {
  readonly page: string;
  readonly psid: string;
  readonly text: string;
  readonly mid?: string;
  readonly at?: Date;
}

/** A webhook body as Messenger sends it: escaped form, one entry a message. */
export function messengerBody(...messages: readonly MessengerText[]): string {
  const entry = messages.map(({ page, psid, text, mid = `m_${randomUUID()}`, at = new Date() }) => ({
    id: page,
    time: at.getTime(),
    messaging: [{ sender: { id: psid }, recipient: { id: page }, timestamp: at.getTime(), message: { mid, text } }],
  }));
  return JSON.stringify({ object: 'page', entry })
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What the platform signs a body with. */
export const signatureOf = (body: string | Buffer): string =>
  `sha256=${createHmac('sha256', APP_SECRET).update(body).digest('hex')}`;

/** Posts a body to the webhook door, signed unless another signature is given. */
export async function postWebhook(url: string, body: string | Buffer, signature?: string | null): Promise<number> {
  const response = await fetch(`${url}/webhooks/facebook`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signature === null ? {} : { 'x-hub-signature-256': signature ?? signatureOf(body) }),
    },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  await response.arrayBuffer();
  return response.status;
}
