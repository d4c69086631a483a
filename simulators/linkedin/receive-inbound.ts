import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { BadControl, parseControl } from '../harness/parse-control.ts';
import type { Comment, LinkedInWorld, Notification } from './linkedin-world.ts';
import { notificationOfComment, notificationOfMention, notificationOfReaction } from './notification-body.ts';
import type { WebhookDeliveries } from './webhook-deliveries.ts';

const inboundSchema = z.strictObject({
  organizationId: z.string().regex(/^\d+$/),
  /** `COMMENT` unless said. */
  action: z.enum(['COMMENT', 'COMMENT_EDIT', 'COMMENT_DELETE', 'SHARE_MENTION', 'LIKE', 'SHARE']).default('COMMENT'),
  /** The member's id; the URN is made of it. */
  memberId: z
    .string()
    .regex(/^[\w-]+$/)
    .default('member1'),
  text: z.string().max(10_000).default('Hello.'),
  /** The number of the post; one post of the organisation unless said. */
  activityId: z.string().regex(/^\d+$/).optional(),
  /** A comment's URN: what is edited or deleted, or what this comment answers. */
  commentUrn: z.string().optional(),
  parentComment: z.string().optional(),
  /** Milliseconds. */
  timestamp: z.int().min(0).optional(),
});
const inboundsSchema = z.preprocess((body) => (Array.isArray(body) ? body : [body]), z.array(inboundSchema).min(1).max(100));

type Inbound = z.output<typeof inboundSchema>;

/**
 * People act: the notifications go out in bodies of ten, organisations mixed. `?deliver=false` keeps the webhook back, as if it were lost;
 * `?retry=false` tries once.
 */
export async function receiveInbound(world: LinkedInWorld, deliveries: WebhookDeliveries, call: Call): Promise<Answer> {
  const inbounds = parseControl(inboundsSchema, call);
  const made = inbounds.map((inbound) => ({ inbound, ...act(world, inbound) }));
  const urns = made.map(({ urn }) => urn);
  const sent = made.filter(({ inbound }) => !world.settings.requireSubscription || world.isSubscribed(inbound.organizationId));
  const isLost = call.query.get('deliver') === 'false' || sent.length === 0;
  const status = isLost
    ? null
    : await deliveries.send(
        sent.map(({ notification }) => notification),
        { retry: call.query.get('retry') !== 'false' },
      );
  return { status: 200, body: { urn: urns[0], urns, status } };
}

function act(world: LinkedInWorld, inbound: Inbound): { urn: string; notification: Notification } {
  const { organizationId, action, memberId, text, parentComment, timestamp: at = Date.now() } = inbound;
  const post = `urn:li:activity:${inbound.activityId ?? `70000000000${organizationId}`}`;
  const actor = `urn:li:person:${memberId}`;
  switch (action) {
    case 'LIKE':
    case 'SHARE':
      return { urn: post, notification: notificationOfReaction(world, organizationId, action, post) };
    case 'SHARE_MENTION': {
      const mentioning = `urn:li:share:${world.newId(at)}`;
      return {
        urn: mentioning,
        notification: notificationOfMention(world, organizationId, { post: mentioning, owner: actor, text, at }),
      };
    }
    case 'COMMENT': {
      const parent = parentComment === undefined ? null : known(world, parentComment);
      const comment = world.addComment({
        id: world.newId(at),
        post: parent?.post ?? post,
        actor,
        parent: parent?.urn ?? null,
        createdAt: at,
        text,
      });
      return { urn: comment.urn, notification: notificationOfComment(world, organizationId, action, comment) };
    }
    default:
      return change(world, inbound, known(world, inbound.commentUrn));
  }
}

function change(world: LinkedInWorld, { organizationId, action, text }: Inbound, comment: Comment) {
  if (action === 'COMMENT_DELETE') world.deleteComment(comment);
  else {
    comment.text = text;
    comment.editedAt = Date.now();
  }
  return { urn: comment.urn, notification: notificationOfComment(world, organizationId, action, comment) };
}

function known(world: LinkedInWorld, urn: string | undefined): Comment {
  const comment = urn === undefined ? undefined : world.comment(urn);
  if (!comment) throw new BadControl(`there is no comment ${urn ?? '(commentUrn is missing)'}`);
  return comment;
}
