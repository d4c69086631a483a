import type { Answer } from '../harness/call.ts';
import { seededRandom } from '../harness/seeded-random.ts';
import type { MetaSettings } from './meta-settings.ts';

/** What Meta does when somebody enters the webhook address: asks the app to give a challenge back as plain text. */
export async function verifyWebhook({ webhookUrl, verifyToken }: MetaSettings): Promise<Answer> {
  const challenge = seededRandom().base62(12);
  const url = new URL(webhookUrl);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.verify_token', verifyToken);
  url.searchParams.set('hub.challenge', challenge);
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
    const body = await response.text();
    return { status: 200, body: { verified: response.status === 200 && body === challenge, status: response.status, body } };
  } catch (error) {
    return { status: 200, body: { verified: false, status: null, body: String(error) } };
  }
}
