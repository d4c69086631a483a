import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from '../harness/call.ts';
import type { LinkedInSettings } from './linkedin-settings.ts';

const WITHIN_MS = 3_000;
const answerSchema = z.object({ challengeCode: z.string(), challengeResponse: z.string() });

/** What LinkedIn does when the webhook is registered, and every two hours after: asks for its code, signed, as JSON and within three seconds. */
export async function verifyWebhook({ webhookUrl, clientSecret }: LinkedInSettings): Promise<Answer> {
  const challengeCode = randomUUID();
  const url = new URL(webhookUrl);
  url.searchParams.set('challengeCode', challengeCode);
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(WITHIN_MS), redirect: 'manual' });
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    const body = await response.text();
    const answer = isJson ? answerSchema.safeParse(JSON.parse(body)).data : undefined;
    const expected = createHmac('sha256', clientSecret).update(challengeCode).digest('hex');
    const verified = response.status === 200 && answer?.challengeCode === challengeCode && answer.challengeResponse === expected;
    return { status: 200, body: { verified, status: response.status, body } };
  } catch (error) {
    return { status: 200, body: { verified: false, status: null, body: String(error) } };
  }
}
