import type { Vault } from '#kernel/tenancy/vault.ts';

/** Of one message; what comes after is not found. */
const MOST_STEMS = 500;
const ENDINGS = /(?<=\p{L}{4})(?:ings?|edly|ers?|ied|ies|ed|es|en|ly|e|y|s|n)$/u;

/**
 * The stems of a text's words as they are stored and searched: hashed with the tenant's key, so that the database knows which messages
 * share a word and not which. The commonest endings are cut, accents and case do not count, numbers stay as they are.
 */
export function stemsOf(vault: Vault, text: string): string[] {
  const words =
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const stems = new Set<string>();
  for (const word of words) {
    if (stems.size === MOST_STEMS) break;
    // twice: "bookings" and "booking" come together with the second cut
    stems.add(word.replace(ENDINGS, '').replace(ENDINGS, ''));
  }
  return Array.from(stems, (stem) => vault.lookupHash('message.stem', stem).toString('hex', 0, 8));
}
