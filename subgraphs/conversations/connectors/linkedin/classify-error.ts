import type { RefusalReason } from '../platform-connector.ts';
import { LINKEDIN_VERSION, type LinkedInAnswer, type LinkedInError } from './linkedin-client.ts';

/** What an answer that is no success means, for a call that is sent and for one that asks. */
export type Failure =
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly error: string }
  | {
      readonly kind: 'later';
      readonly cause: 'RATE' | 'TEMPORARY';
      readonly retryAfterMs: number | undefined;
      readonly error: string;
    }
  | { readonly kind: 'not-applied'; readonly error: string }
  | { readonly kind: 'unknown'; readonly error: string };

const DAY_MS = 24 * 3_600_000;

export function classifyFailure(answer: Exclude<LinkedInAnswer<unknown>, { kind: 'ok' }>, now: Date): Failure {
  if (answer.kind === 'unreachable') return { kind: 'not-applied', error: answer.what };
  if (answer.kind === 'lost') return { kind: 'unknown', error: answer.what };
  const { error, retryAfterMs } = answer;
  if (error.status === 429) return limited(error, retryAfterMs, now);
  // whether it was applied before it failed, nobody says
  if (error.status >= 500) return { kind: 'unknown', error: `LinkedIn failed for the moment (${codeOf(error)}).` };
  const [reason, text] = refusal(error);
  return { kind: 'refused', reason, error: `${text} (${codeOf(error)}).` };
}

/** A day's quota begins anew at midnight UTC (learn.microsoft.com, rate limits); how long the throttle of comments lasts is not published. */
function limited(error: LinkedInError, saidMs: number | undefined, now: Date): Failure {
  const isDay = /\bDAY limit\b/.test(error.message);
  const retryAfterMs = saidMs ?? (isDay ? DAY_MS - (now.getTime() % DAY_MS) : undefined);
  const what = isDay ? "The day's quota of calls to LinkedIn is used up" : 'LinkedIn limits the rate';
  return { kind: 'later', cause: 'RATE', retryAfterMs, error: `${what} (${codeOf(error)}).` };
}

function refusal({ status, code, message }: LinkedInError): [RefusalReason, string] {
  if (status === 426) {
    return [
      'REJECTED',
      `LinkedIn no longer serves version ${LINKEDIN_VERSION} of its API: Parley has to be updated, nothing can be sent or read before`,
    ];
  }
  if (code === 'REVOKED_ACCESS_TOKEN') return ['CREDENTIALS', 'The member took the access to LinkedIn back'];
  if (code === 'EXPIRED_ACCESS_TOKEN') return ['CREDENTIALS', 'The access token for LinkedIn has ended'];
  if (status === 401) return ['CREDENTIALS', 'LinkedIn does not accept the access token'];
  // a new token of the same member fails alike: the role has to be given back first
  if (status === 403 && (code === 'ACCESS_DENIED' || message.startsWith('Not enough permissions'))) {
    return [
      'CREDENTIALS',
      'The member may no longer act for the organisation: is it still an administrator, with all permissions?',
    ];
  }
  if (status === 404) return ['PERSON_UNAVAILABLE', 'What is answered is no longer at LinkedIn'];
  return ['REJECTED', 'LinkedIn refused it'];
}

const codeOf = ({ status, code }: LinkedInError): string => (code === null ? `${status}` : `${status} ${code}`);
