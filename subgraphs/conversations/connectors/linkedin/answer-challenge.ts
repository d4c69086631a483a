import { createHmac } from 'node:crypto';
import type { ChallengeAnswer } from '../platform-connector.ts';

/** A UUID in the documents. What is signed for anybody who asks is never to be taken for a body that LinkedIn signed. */
const CHALLENGE_CODE = /^[\w-]{1,100}$/;

/** LinkedIn asks every two hours and waits for three seconds; three failures in a row block the address (learn.microsoft.com, webhook-validation). */
export function answerChallenge(query: URLSearchParams, clientSecret: string): ChallengeAnswer | null {
  const challengeCode = query.get('challengeCode');
  if (challengeCode === null || !CHALLENGE_CODE.test(challengeCode)) return null;
  const challengeResponse = createHmac('sha256', clientSecret).update(challengeCode).digest('hex');
  return { contentType: 'application/json', body: JSON.stringify({ challengeCode, challengeResponse }) };
}
