import type { RefusalReason } from '../platform-connector.ts';
import type { XError } from './x-client.ts';

const codes = (...numbers: number[]): ReadonlySet<number> => new Set(numbers);

/** Codes of version 1.1, which the older body still carries (recalled from X's list of error codes). */
const CODES = {
  credentials: codes(32, 89, 99, 215),
  restricted: codes(64, 261, 326),
  person: codes(50, 63, 108, 150, 151, 349),
  duplicate: codes(187),
  reply: codes(385, 433),
};

/** What a refusal for good means: X says it by status, by code or, within 403, by its words alone. */
export function refusalOf({ status, code, type, words }: XError, isDirect: boolean): readonly [RefusalReason, string] {
  const is = (known: ReadonlySet<number>, pattern: RegExp): boolean => (code !== null && known.has(code)) || pattern.test(words);
  if (status === 401 || type === 'unsupported-authentication' || is(CODES.credentials, /^Unauthorized\b/)) {
    return ['CREDENTIALS', 'X no longer accepts the account’s access token'];
  }
  if (status === 402 || type === 'usage-capped') return ['ACCOUNT_RESTRICTED', 'The X app’s credits or usage are spent'];
  if (type.startsWith('client-')) return ['ACCOUNT_RESTRICTED', 'X does not let the app do this'];
  if (is(CODES.duplicate, /duplicate content/i)) return ['REJECTED', 'X takes the same text not twice'];
  if (is(CODES.restricted, /\b(your|this) account (is|has been) (\w+ )?(suspended|locked)/i))
    return ['ACCOUNT_RESTRICTED', 'X restricts the account for the moment'];
  if (isDirect && (status === 404 || type === 'resource-not-found' || is(CODES.person, CLOSED_TO_US))) {
    return ['PERSON_UNAVAILABLE', 'X does not deliver direct messages of this account to this person'];
  }
  if (!isDirect && status === 403 && is(CODES.reply, /reply|not permitted to perform this action/i)) {
    return ['REJECTED', 'X lets an app answer a post only if its author mentions or quotes the account, and while it is there'];
  }
  return ['REJECTED', 'X refused the message'];
}

const CLOSED_TO_US = /permission to DM|cannot send (direct )?messages|not following you|could not find user/i;

export const codeOf = ({ status, code }: XError): string => (code === null ? `${status}` : `${status}, code ${code}`);
