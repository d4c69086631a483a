import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import type { Member } from './authenticate-member.ts';
import { accessDenied, badRequest, LinkedInError, notFound } from './linkedin-error.ts';
import type { Comment, LinkedInWorld } from './linkedin-world.ts';
import { notificationOfComment } from './notification-body.ts';
import { page } from './paging.ts';
import { commentParts, isPost } from './urns.ts';
import type { WebhookDeliveries } from './webhook-deliveries.ts';

const MAX_LENGTH = 1250;
const MINUTE_MS = 60_000;

const bodySchema = z.strictObject({
  actor: z.string(),
  object: z.string(),
  parentComment: z.string().optional(),
  message: z.strictObject({ text: z.string(), attributes: z.array(z.unknown()).optional() }),
});

/** Comments under a post or, where the address names a comment, under that. */
export function answerComments(
  world: LinkedInWorld,
  deliveries: WebhookDeliveries,
  member: Member,
  place: string,
  call: Call,
): Answer {
  const parent = commentParts(place);
  if (!parent && !isPost(place)) throw badRequest(`Invalid URN: ${place}`, 'INVALID_URN_TYPE');
  if (parent && !world.comment(place)) throw notFound('Comment not found');
  if (call.method === 'GET') return { status: 200, body: page(call, world.commentsAt(place).map(show)) };
  if (call.method !== 'POST') throw new LinkedInError(405, 'Method not allowed');
  return create(world, deliveries, member, place, call);
}

function create(world: LinkedInWorld, deliveries: WebhookDeliveries, member: Member, place: string, call: Call): Answer {
  const { actor, object, parentComment, message } = parseBody(call);
  if (actor !== `urn:li:organization:${member.organization}` || !member.isAdministrator)
    throw accessDenied('POST /socialActions');
  if (!isPost(object)) throw badRequest(`Invalid URN in /object: ${object}`, 'INVALID_URN_TYPE');
  if (message.text === '') throw badRequest('/message/text is required', 'MISSING_FIELD');
  if (message.text.length > MAX_LENGTH) {
    throw badRequest(`/message/text exceeds the maximum length of ${MAX_LENGTH}`, 'FIELD_LENGTH_TOO_LONG');
  }
  const parent = parentComment === undefined ? null : (world.comment(parentComment) ?? null);
  if (parentComment !== undefined && !parent) throw notFound('Parent comment not found');
  if (parent?.parent)
    throw badRequest('/parentComment is itself an answer: comments are one level deep', 'INVALID_VALUE_FOR_FIELD');
  if (place !== object && place !== parentComment) throw badRequest('The address names neither /object nor /parentComment');
  if (parent && parent.post !== object) throw badRequest('/parentComment is of another post', 'INVALID_VALUE_FOR_FIELD');
  if (!world.spend(`comments of ${member.organization}`, world.settings.commentsPerMinute, MINUTE_MS)) {
    throw new LinkedInError(429, 'Comment create throttled: creation rate limit exceeded for member');
  }
  const createdAt = Date.now();
  const comment = world.addComment({
    id: world.newId(createdAt),
    post: object,
    actor,
    parent: parent?.urn ?? null,
    createdAt,
    text: message.text,
  });
  if (world.settings.echoes && !call.withholdEcho) {
    void deliveries.deliver(member.organization, [notificationOfComment(world, member.organization, 'ADMIN_COMMENT', comment)]);
  }
  return {
    status: 201,
    headers: {
      // the bare id, as recorded
      'x-restli-id': comment.id,
      'x-restli-protocol-version': '2.0.0',
      location: `/socialActions/${encodeURIComponent(place)}/comments/${comment.id}`,
    },
    body: show(comment),
  };
}

function parseBody(call: Call): z.output<typeof bodySchema> {
  if (call.body.kind !== 'json') throw badRequest('Could not parse the request body as JSON');
  const parsed = bodySchema.safeParse(call.body.value);
  if (parsed.success) return parsed.data;
  const unknown = parsed.error.issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown) {
    const fields = unknown.keys.map((name) => `/${[...unknown.path, name].join('/')}`).join(', ');
    throw new LinkedInError(
      403,
      `Unpermitted fields present in REQUEST_BODY: Data Processing Exception while processing fields [${fields}]`,
    );
  }
  const [first] = parsed.error.issues;
  throw badRequest(`/${first?.path.join('/')} is required and has to be of its type`, 'MISSING_FIELD');
}

/** As recorded. */
const show = ({ id, urn, post, actor, parent, text, createdAt, editedAt }: Comment): object => ({
  actor,
  created: { actor, time: createdAt },
  lastModified: { actor, time: editedAt },
  id,
  $URN: urn,
  ...(parent === null ? {} : { parentComment: parent }),
  message: { attributes: [], text },
  likesSummary: { selectedLikes: [], aggregatedTotalLikes: 0, likedByCurrentUser: false, totalLikes: 0 },
  object: post,
});
