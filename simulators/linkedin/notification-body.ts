import type { Action, Comment, LinkedInWorld, Notification } from './linkedin-world.ts';
import { shortCommentUrn } from './urns.ts';

/** In the shape of a capture: the comment's own line is spelled shorter than the entity in it, and the text is not in a message. */
export function notificationOfComment(
  world: LinkedInWorld,
  organization: string,
  action: Action,
  { id, urn, post, actor, parent, text, editedAt }: Comment,
): Notification {
  const comment = { entity: urn, owner: actor, object: post, ...(parent === null ? {} : { parentComment: parent }) };
  return world.notify({
    subscriber: `urn:li:person:admin${organization}`,
    lastModifiedAt: action === 'COMMENT_DELETE' ? Date.now() : editedAt,
    sourcePost: post,
    decoratedSourcePost: { entity: post, owner: `urn:li:organization:${organization}`, mediaCategory: 'NONE', text: 'A post.' },
    action,
    organizationalEntity: `urn:li:organization:${organization}`,
    generatedActivity: shortCommentUrn(post, id),
    decoratedGeneratedActivity: { comment: { ...comment, ...(action === 'COMMENT_DELETE' ? {} : { text }) } },
  });
}

export function notificationOfMention(
  world: LinkedInWorld,
  organization: string,
  mention: { post: string; owner: string; text: string; at: number },
): Notification {
  const { post, owner, text, at } = mention;
  return world.notify({
    subscriber: `urn:li:person:admin${organization}`,
    lastModifiedAt: at,
    sourcePost: post,
    action: 'SHARE_MENTION',
    organizationalEntity: `urn:li:organization:${organization}`,
    generatedActivity: post,
    decoratedGeneratedActivity: { share: { entity: post, owner, text } },
  });
}

export function notificationOfReaction(
  world: LinkedInWorld,
  organization: string,
  action: 'LIKE' | 'SHARE',
  post: string,
): Notification {
  return world.notify({
    subscriber: `urn:li:person:admin${organization}`,
    lastModifiedAt: Date.now(),
    sourcePost: post,
    action,
    organizationalEntity: `urn:li:organization:${organization}`,
    generatedActivity: post,
  });
}
