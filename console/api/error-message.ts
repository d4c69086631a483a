import { CombinedGraphQLErrors } from '@apollo/client';
import { say, type TextId } from '../i18n/language.tsx';

/** The codes of the API's contract (`extensions.code`), each in the reader's words; the API's own message is English. */
const SENTENCES: Readonly<Record<string, TextId>> = {
  UNAUTHENTICATED: 'error.UNAUTHENTICATED',
  FORBIDDEN: 'error.FORBIDDEN',
  BAD_USER_INPUT: 'error.BAD_USER_INPUT',
  NOT_FOUND: 'error.NOT_FOUND',
  CONFLICT: 'error.CONFLICT',
  RATE_LIMITED: 'error.RATE_LIMITED',
  CURSOR_EXPIRED: 'error.CURSOR_EXPIRED',
  UPSTREAM_UNAVAILABLE: 'error.UPSTREAM_UNAVAILABLE',
};

/** What went wrong and what to do, in the reader's language; with the API's own words where they say more than the code. */
export function errorMessage(error: unknown): string {
  if (!CombinedGraphQLErrors.is(error)) return say('error.unreachable');
  const said = error.errors.map(({ message, extensions }) =>
    say(SENTENCES[String(extensions?.['code'])] ?? 'error.other', { detail: message }),
  );
  // one cause often fails several fields
  return [...new Set(said)].join(' ');
}

/** Why a reply cannot go out as it is, or did not; a platform's own reason is its own words. */
const REFUSALS: Readonly<Record<string, TextId>> = {
  WINDOW_CLOSED: 'refusal.WINDOW_CLOSED',
  TEXT_EMPTY: 'refusal.TEXT_EMPTY',
  TEXT_TOO_LONG: 'refusal.TEXT_TOO_LONG',
  PERSON_UNAVAILABLE: 'refusal.PERSON_UNAVAILABLE',
  CHANNEL_DISCONNECTED: 'refusal.CHANNEL_DISCONNECTED',
  REJECTED_BY_PLATFORM: 'refusal.REJECTED_BY_PLATFORM',
  UNCERTAIN: 'refusal.UNCERTAIN',
};

export const refusalMessage = ({ code, message }: { readonly code: string; readonly message: string }): string =>
  say(REFUSALS[code] ?? 'error.other', { detail: message });
