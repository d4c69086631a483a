import type { InboundItem } from '../inbound-item.ts';
import type { Notification } from './notification-schema.ts';
import { writePlace } from './reply-place.ts';
import { type CommentUrn, madeAt, readCommentUrn, readPostUrn } from './urns.ts';

/** Storing takes the time of arrival for one that lies ahead: that is what is left where the platform says none. */
const UNKNOWN = new Date(Date.UTC(2100, 0));

/** The item, null for one that is ignored, or why it is not valid. */
export function readNotification(notification: Notification): InboundItem | null | string {
  switch (notification.action) {
    case 'COMMENT':
      return readComment(notification);
    case 'ADMIN_COMMENT':
      return readEcho(notification);
    case 'COMMENT_EDIT':
    case 'COMMENT_DELETE':
      return readCorrection(notification);
    case 'SHARE_MENTION':
      return readMention(notification);
    case 'LIKE':
    case 'SHARE':
      return null;
    default:
      return 'A notification is of an action that is not known.';
  }
}

function readComment(notification: Notification): InboundItem | string {
  const comment = commentOf(notification);
  if (!comment) return 'A comment does not say which it is.';
  const { organizationalEntity: accountId, decoratedGeneratedActivity: generated } = notification;
  const personId = generated?.comment?.owner;
  if (personId === undefined) return 'A comment does not say whose it is.';
  // trap: answering our own page would be a conversation with ourselves
  if (personId === accountId) return readEcho(notification);
  const parent = readCommentUrn(generated?.comment?.parentComment ?? '');
  return {
    kind: 'message',
    accountId,
    personId,
    platformMessageId: comment.urn,
    thread: threadOf(notification, comment),
    // comments are one level deep: an answer to an answer stands beside it
    replyTo: writePlace({ post: comment.post, parent: (parent ?? comment).urn }),
    text: textOf(notification),
    attachments: [],
    sentAt: madeAt(comment.id) ?? notification.lastModifiedAt ?? UNKNOWN,
    displayName: null,
  };
}

/** A post that names the organisation. It is its own thread. */
function readMention(notification: Notification): InboundItem | null | string {
  const { organizationalEntity: accountId, decoratedGeneratedActivity: generated, generatedActivity, sourcePost } = notification;
  const post = readPostUrn(generatedActivity) ?? readPostUrn(generated?.share?.entity) ?? readPostUrn(sourcePost);
  if (post === null) return 'A mention does not say in which post.';
  const personId = generated?.share?.owner;
  if (personId === undefined) return 'A mention does not say whose it is.';
  if (personId === accountId) return null;
  return {
    kind: 'message',
    accountId,
    personId,
    platformMessageId: post,
    thread: post,
    replyTo: writePlace({ post, parent: null }),
    text: (generated?.share?.text ?? '').toWellFormed(),
    attachments: [],
    sentAt: notification.lastModifiedAt ?? madeAt(post.split(':').at(-1) ?? '') ?? UNKNOWN,
    displayName: null,
  };
}

/** Nothing of ours travels with a comment, so that it names no delivery; nor does it say whom it answers. */
function readEcho(notification: Notification): InboundItem | string {
  const comment = commentOf(notification);
  if (!comment) return 'A comment of the organisation does not say which it is.';
  const { organizationalEntity: accountId } = notification;
  return { kind: 'echo', accountId, personId: accountId, platformMessageId: comment.urn, deliveryId: null };
}

function readCorrection(notification: Notification): InboundItem | null | string {
  const comment = commentOf(notification);
  if (!comment) return 'A changed comment does not say which it is.';
  const { organizationalEntity: accountId, decoratedGeneratedActivity: generated, lastModifiedAt } = notification;
  // of a comment that is gone nobody may be named any more: it is known by its own name
  const personId = generated?.comment?.owner ?? comment.urn;
  if (personId === accountId) return null;
  return {
    kind: 'correction',
    accountId,
    personId,
    platformMessageId: comment.urn,
    text: notification.action === 'COMMENT_DELETE' ? null : textOf(notification),
    at: lastModifiedAt ?? madeAt(comment.id) ?? UNKNOWN,
  };
}

const commentOf = ({ decoratedGeneratedActivity: generated, generatedActivity }: Notification): CommentUrn | null =>
  readCommentUrn(generatedActivity ?? '') ?? readCommentUrn(generated?.comment?.entity ?? '');

/** The activity, by which every comment of a post names it; a post has other URNs beside. */
const threadOf = ({ sourcePost }: Notification, { post }: CommentUrn): string =>
  post.startsWith('urn:li:activity:') ? post : (readPostUrn(sourcePost) ?? post);

const textOf = ({ decoratedGeneratedActivity: generated }: Notification): string =>
  (generated?.comment?.text ?? generated?.comment?.message?.text ?? '').toWellFormed();
