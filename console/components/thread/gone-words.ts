import type { TextId } from '../../i18n/language.tsx';

/** What stands in the place of a message that can be read no longer; null where it can. */
export function goneWords(
  { retractedAt, expiredAt }: { readonly retractedAt: string | null; readonly expiredAt: string | null },
  text: (id: TextId) => string,
): string | null {
  if (retractedAt) return text('thread.retracted');
  return expiredAt ? text('thread.expired') : null;
}
