import { createHmac } from 'node:crypto';
import { seededRandom } from '../harness/seeded-random.ts';

export interface CrcCheck {
  readonly verified: boolean;
  readonly status: number | null;
  readonly body: unknown;
}

/** What X does when a webhook is made, and about hourly from then on: the app proves that it knows the consumer secret. */
export async function checkCrc(webhookUrl: string, consumerSecret: string): Promise<CrcCheck> {
  const token = seededRandom().base62(40);
  const expected = `sha256=${createHmac('sha256', consumerSecret).update(token).digest('base64')}`;
  const url = new URL(webhookUrl);
  url.searchParams.set('crc_token', token);
  url.searchParams.set('nonce', seededRandom().base62(20));
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000), redirect: 'manual' });
    const text = await response.text();
    const body = parsed(text);
    const answered = (body as { response_token?: unknown } | null)?.response_token;
    return { verified: response.status === 200 && answered === expected, status: response.status, body };
  } catch (error) {
    return { verified: false, status: null, body: String(error) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
