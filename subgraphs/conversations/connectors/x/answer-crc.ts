import { createHmac } from 'node:crypto';
import type { ChallengeAnswer } from '../platform-connector.ts';

/** Longer than any that X sends, and short enough not to have us sign whatever somebody likes. */
const TOKEN = /^[\w.~+/=-]{1,512}$/;

/**
 * X's challenge-response check, at the webhook's registration and about hourly from then on: a wrong answer makes the webhook invalid at
 * once, so every well-formed token is answered (xdevplatform/docs, webhooks).
 */
export function answerCrc(query: URLSearchParams, consumerSecret: string): ChallengeAnswer | null {
  const token = query.get('crc_token');
  if (token === null || !TOKEN.test(token)) return null;
  const digest = createHmac('sha256', consumerSecret).update(token).digest('base64');
  return { contentType: 'application/json', body: JSON.stringify({ response_token: `sha256=${digest}` }) };
}
