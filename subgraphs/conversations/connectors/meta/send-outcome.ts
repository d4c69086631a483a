import type { RefusalReason, SendOutcome } from '../platform-connector.ts';
import type { Graph, GraphAnswer, GraphError } from './graph-client.ts';

// Meta's Messenger Platform page "error codes" unless said otherwise; what stands behind some codes was only seen in public clients.
const RATE = new Set([4, 17, 32, 429, 613, 80001, 80002, 80006]);
/** 2 may also stand for a person who blocked the account; the caller does not try for ever. */
const TEMPORARY = new Set([2, 1200]);
const TOKEN = new Set([102, 190]);
/** Messenger's, its older one, Instagram's. */
const WINDOW = new Set([2018278, 2018065, 2534022]);
/** Messenger's person of no such id, Instagram's. */
const NO_SUCH_PERSON = new Set([2018001, 2534014]);
const RESTRICTED = 1893063;
/** Messenger's, Instagram's. */
const HELD_BY_ANOTHER = new Set([2018300, 2534037]);
const NOT_LIVE = new Set([2018108, 2018028]);
/** "An unknown error occurred": of a post nobody can say whether it was applied. */
const UNKNOWN = 1;

/** What a send came to. The same code means different things with different subcodes: 10 alone is a permission, never a dead token. */
export function sendOutcome({ name }: Graph, answer: GraphAnswer<{ message_id: string }>): SendOutcome {
  switch (answer.kind) {
    case 'ok':
      return { kind: 'accepted', platformMessageId: answer.value.message_id };
    case 'unreachable':
      return { kind: 'not-applied', error: answer.what };
    case 'lost':
      return { kind: 'unknown', error: answer.what };
    case 'error':
      return errorOutcome(name, answer.error, answer.retryAfterMs);
  }
}

function errorOutcome(name: string, error: GraphError, retryAfterMs: number | undefined): SendOutcome {
  if (isRateError(error))
    return { kind: 'later', cause: 'RATE', retryAfterMs, error: `${name} limits the rate (${codeOf(error)}).` };
  if (isTemporaryError(error)) {
    return { kind: 'later', cause: 'TEMPORARY', retryAfterMs, error: `${name} failed for the moment (${codeOf(error)}).` };
  }
  if (error.code === UNKNOWN) return { kind: 'unknown', error: `${name} failed and does not say how (${codeOf(error)}).` };
  const [reason, text] = refusal(error);
  return { kind: 'refused', reason, error: `${name} ${text} (${codeOf(error)}).` };
}

function refusal(error: GraphError): [RefusalReason, string] {
  const { code, subcode } = error;
  const is = (subcodes: ReadonlySet<number>): boolean => subcode !== null && subcodes.has(subcode);
  if (isTokenError(error)) return ['CREDENTIALS', 'no longer accepts the access token'];
  if (is(WINDOW)) return ['WINDOW_CLOSED', 'says that the reply window is closed'];
  if (subcode === RESTRICTED) return ['ACCOUNT_RESTRICTED', 'restricts the account from sending for the moment'];
  if (code === 551 || subcode === 1545041 || (code === 100 && is(NO_SUCH_PERSON))) {
    return ['PERSON_UNAVAILABLE', 'cannot deliver to this person'];
  }
  if (is(HELD_BY_ANOTHER)) return ['REJECTED', 'says that another application holds this conversation'];
  if (is(NOT_LIVE)) return ['REJECTED', 'lets the application write to its own testers alone until its permissions are reviewed'];
  return ['REJECTED', 'refused the message'];
}

export const isTokenError = ({ code }: GraphError): boolean => TOKEN.has(code);
export const isRateError = ({ code }: GraphError): boolean => RATE.has(code);
export const isTemporaryError = ({ code, isTransient }: GraphError): boolean => isTransient || TEMPORARY.has(code);

export const codeOf = ({ code, subcode }: GraphError): string =>
  subcode === null ? `error ${code}` : `error ${code}/${subcode}`;
