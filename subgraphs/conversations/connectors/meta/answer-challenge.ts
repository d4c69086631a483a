import { createHash, timingSafeEqual } from 'node:crypto';
import type { ChallengeAnswer } from '../platform-connector.ts';

/** Meta shows the token that the app was set up with and wants its challenge back as it is. */
export function answerChallenge(query: URLSearchParams, verifyToken: string): ChallengeAnswer | null {
  const shown = query.get('hub.verify_token');
  if (query.get('hub.mode') !== 'subscribe' || shown === null || !isSame(shown, verifyToken)) return null;
  return { contentType: 'text/plain', body: query.get('hub.challenge') ?? '' };
}

/** Over digests, so that neither length nor content shows in the time. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
