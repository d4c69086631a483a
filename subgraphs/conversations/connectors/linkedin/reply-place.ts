import { readCommentUrn, readPostUrn } from './urns.ts';

/** Where a comment goes: under a post, or under a comment of it. */
export interface ReplyPlace {
  readonly post: string;
  /** Null: under the post itself. */
  readonly parent: string | null;
}

/** As one text, for `replyTo`. No URN has a space in it. */
export const writePlace = ({ post, parent }: ReplyPlace): string => (parent === null ? post : `${post} ${parent}`);

/** Null where the text is none of `writePlace`. */
export function readPlace(replyTo: string | null): ReplyPlace | null {
  const [first, second, ...rest] = replyTo?.split(' ') ?? [];
  const post = readPostUrn(first);
  if (post === null || rest.length > 0) return null;
  if (second === undefined) return { post, parent: null };
  const parent = readCommentUrn(second);
  return parent ? { post, parent: parent.urn } : null;
}
