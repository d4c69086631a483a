import { Platform } from '../platform.ts';

const NUMBER = /^\d{1,25}$/;

/** How each platform writes the ids of accounts, and what to say to whoever gave another one. */
const shapes: Readonly<Record<Platform, { readonly pattern: RegExp; readonly words: string }>> = {
  [Platform.FACEBOOK]: { pattern: NUMBER, words: "the page's id, digits alone" },
  [Platform.INSTAGRAM]: { pattern: NUMBER, words: "the professional account's id (`user_id`), digits alone" },
  [Platform.X]: { pattern: NUMBER, words: "the account's user id, digits alone, not its @name" },
  [Platform.LINKEDIN]: {
    pattern: /^urn:li:organization(?:Brand)?:\d{1,25}$/,
    words: "the organisation's URN, e.g. urn:li:organization:12345",
  },
};

/** Null where it may be one; else what it should be. */
export function whyNoAccountId(platform: Platform, accountId: string): string | null {
  const { pattern, words } = shapes[platform];
  return pattern.test(accountId) ? null : `accountId is no id of ${platform}: it takes ${words}.`;
}
