/**
 * Where a reply to a post goes, as a message's `replyTo` keeps it: the post's id. Since 2026-02-23 a self-serve app may answer a post only
 * if its author mentioned or quoted the account (xdevplatform/docs, changelog); one that did neither is marked, and is not answered.
 */
export type ReplyTarget =
  | { readonly kind: 'person' }
  | { readonly kind: 'post'; readonly postId: string }
  | { readonly kind: 'unsummoned' };

const UNSUMMONED = 'unsummoned:';

export const replyToOf = (postId: string, isSummoned: boolean): string => (isSummoned ? postId : `${UNSUMMONED}${postId}`);

export function replyTarget(replyTo: string | null): ReplyTarget {
  if (replyTo === null) return { kind: 'person' };
  return /^\d{1,20}$/.test(replyTo) ? { kind: 'post', postId: replyTo } : { kind: 'unsummoned' };
}
