import { badRequest } from './linkedin-error.ts';

const COMMENT = /^urn:li:comment:\((urn:li:(?:activity|share|ugcPost):[\w-]+),([\w-]+)\)$/;
const POST = /^urn:li:(?:activity|share|ugcPost):[\w-]+$/;

/**
 * A URN as a path segment or a value in the query. Rest.li 2.0 takes its own signs for syntax wherever they are not encoded, and
 * answers 400.
 */
export function decodeUrn(encoded: string): string {
  if (/[():,']/.test(encoded)) throw badRequest('Syntax exception in path variables');
  return decodeURIComponent(encoded);
}

export const isPost = (urn: string): boolean => POST.test(urn);

export function commentParts(urn: string): { post: string; id: string } | null {
  const [, post, id] = COMMENT.exec(urn) ?? [];
  return post === undefined || id === undefined ? null : { post, id };
}

export const commentUrn = (post: string, id: string): string => `urn:li:comment:(${post},${id})`;

/** As a notification's own line spells it, unlike the entity beside it (recorded). */
export const shortCommentUrn = (post: string, id: string): string => `urn:li:comment:(${post.replace('urn:li:', '')},${id})`;
