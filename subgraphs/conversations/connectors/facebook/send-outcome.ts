import type { RefusalReason, SendOutcome } from '../platform-connector.ts';
import type { GraphAnswer, GraphError } from './graph-client.ts';

const RATE = new Set([4, 32, 613, 80006]);
const TEMPORARY = new Set([2, 1200]);
const TOKEN = new Set([102, 190]);
const WINDOW = new Set([2018278, 2018065]);

/** What a send came to. The same code means different things with different subcodes: 10 alone is a permission, never a dead token. */
export function sendOutcome(answer: GraphAnswer<{ message_id: string }>): SendOutcome {
  switch (answer.kind) {
    case 'ok':
      return { kind: 'accepted', platformMessageId: answer.value.message_id };
    case 'unreachable':
      return { kind: 'not-applied', error: answer.what };
    case 'lost':
      return { kind: 'unknown', error: answer.what };
    case 'error':
      return errorOutcome(answer.error, answer.retryAfterMs);
  }
}

function errorOutcome(error: GraphError, retryAfterMs: number | undefined): SendOutcome {
  if (RATE.has(error.code))
    return { kind: 'later', cause: 'RATE', retryAfterMs, error: `Facebook limits the rate (${codeOf(error)}).` };
  if (TEMPORARY.has(error.code)) {
    return { kind: 'later', cause: 'TEMPORARY', retryAfterMs, error: `Facebook failed for the moment (${codeOf(error)}).` };
  }
  const [reason, text] = refusal(error);
  return { kind: 'refused', reason, error: `${text} (${codeOf(error)}).` };
}

function refusal({ code, subcode }: GraphError): [RefusalReason, string] {
  if (TOKEN.has(code)) return ['CREDENTIALS', 'Facebook no longer accepts the page access token'];
  if (code === 10 && subcode !== null && WINDOW.has(subcode)) return ['WINDOW_CLOSED', 'The reply window is closed'];
  if (code === 10 && subcode === 1893063)
    return ['ACCOUNT_RESTRICTED', 'Facebook restricts the page from sending for the moment'];
  if (code === 551 || subcode === 1545041 || (code === 100 && subcode === 2018001)) {
    return ['PERSON_UNAVAILABLE', 'Facebook cannot deliver to this person'];
  }
  return ['REJECTED', 'Facebook refused the message'];
}

export const codeOf = ({ code, subcode }: GraphError): string =>
  subcode === null ? `error ${code}` : `error ${code}/${subcode}`;
