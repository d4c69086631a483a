/** As Rest.li 2.0 wants a URN in an address: `encodeURIComponent` leaves the parentheses of a comment's URN as they are, which are syntax there. */
export const encodeUrn = (urn: string): string =>
  encodeURIComponent(urn).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const COMMENT = /^urn:li:comment:\((?:urn:li:)?([A-Za-z]+):([\w-]{1,100}),([\w-]{1,100})\)$/;
const POST = /^urn:li:(activity|share|ugcPost):[\w-]{1,100}$/;

export interface CommentUrn {
  /** In the one spelling that we use: with the whole URN of the post inside. */
  readonly urn: string;
  readonly post: string;
  readonly id: string;
}

/**
 * Reads both spellings: a notification says `urn:li:comment:(activity:1,2)` and, a line further, `urn:li:comment:(urn:li:activity:1,2)`
 * of the same comment (recorded). Null where it is none.
 */
export function readCommentUrn(text: string): CommentUrn | null {
  const [, kind, postId, id] = COMMENT.exec(text) ?? [];
  if (kind === undefined || postId === undefined || id === undefined) return null;
  const post = `urn:li:${kind}:${postId}`;
  return { urn: `urn:li:comment:(${post},${id})`, post, id };
}

/** The URN of a post, null where it is none. */
export const readPostUrn = (text: string | undefined): string | null => (text !== undefined && POST.test(text) ? text : null);

const FIRST_ID_MS = Date.UTC(2010, 0);
const LAST_ID_MS = Date.UTC(2100, 0);

/** LinkedIn's ids carry the moment at which they were made above their lowest 22 bits (recorded: a comment's `created.time`). */
export function madeAt(id: string): Date | null {
  if (!/^\d{1,20}$/.test(id)) return null;
  const ms = Number(BigInt(id) >> 22n);
  return ms >= FIRST_ID_MS && ms < LAST_ID_MS ? new Date(ms) : null;
}
