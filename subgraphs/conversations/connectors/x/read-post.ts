import type { z } from 'zod';
import { faultReason } from '../fault-reason.ts';
import type { InboundEcho, InboundMessage } from '../inbound-item.ts';
import { oneLine } from '../one-line.ts';
import { plainText } from './plain-text.ts';
import { replyToOf } from './reply-target.ts';
import { anyUser, includedMedia, type includes, legacyPost, post, type XPost } from './webhook-schema.ts';
import { xAttachment } from './x-attachment.ts';

type Includes = z.output<typeof includes>;
type Read = InboundMessage | InboundEcho | null | string;

/**
 * A post that concerns the account: one that mentions or quotes it, or answers it. The account's own is an echo where it answers somebody.
 * Null for all others: nobody asked us. `isMention`: X itself says that the post mentions the account.
 */
export function readPost(accountId: string, value: unknown, included: Includes | null | undefined, isMention: boolean): Read {
  const parsed = post.safeParse(value);
  if (!parsed.success) return `A post is not valid: ${faultReason(parsed.error)}`;
  const { id, author_id: authorId, in_reply_to_user_id: answered, created_at: sentAt, note_tweet: long } = parsed.data;
  if (authorId === accountId) return echoOf(accountId, answered, id);
  const isSummoned = isMention || mentions(accountId, parsed.data) || quotes(accountId, parsed.data, included);
  if (!isSummoned && answered !== accountId) return null;
  const media = (included?.media ?? []).map((each) => includedMedia.safeParse(each).data).filter((each) => each !== undefined);
  const keys = new Set(parsed.data.attachments?.media_keys);
  const users = (included?.users ?? []).map((user) => anyUser.safeParse(user).data);
  const { text, entities } = long ?? parsed.data;
  return {
    kind: 'message',
    accountId,
    personId: authorId,
    platformMessageId: id,
    thread: parsed.data.conversation_id ?? id,
    replyTo: replyToOf(id, isSummoned),
    text: plainText(text, entities?.urls),
    attachments: media.filter(({ media_key: key }) => keys.has(key)).map(({ type, url }) => xAttachment(type, url)),
    sentAt,
    displayName: oneLine(users.find((user) => user?.id === authorId)?.name ?? '') || null,
  };
}

const mentions = (accountId: string, { entities, note_tweet: long }: XPost): boolean =>
  [...(entities?.mentions ?? []), ...(long?.entities?.mentions ?? [])].some(({ id }) => id === accountId);

function quotes(accountId: string, { referenced_tweets: references }: XPost, included: Includes | null | undefined): boolean {
  const quoted = new Set((references ?? []).filter(({ type }) => type === 'quoted').map(({ id }) => id));
  if (quoted.size === 0) return false;
  return (included?.tweets ?? []).some((each) => {
    const { id, author_id: authorId } = each as { id?: unknown; author_id?: unknown };
    return authorId === accountId && quoted.has(String(id));
  });
}

/**
 * The same in the shape of version 1.1, in which a text above 140 characters is cut and stands whole in `extended_tweet`. It does not name
 * the conversation: the post that is answered stands for it. A repost is none of the account's business.
 */
export function readLegacyPost(accountId: string, value: unknown): Read {
  const parsed = legacyPost.safeParse(value);
  if (!parsed.success) return `A post is not valid: ${faultReason(parsed.error)}`;
  const { data } = parsed;
  const id = data.id_str ?? data.id;
  const authorId = data.user.id_str ?? data.user.id;
  if (id === undefined || authorId === undefined) return 'A post is not valid: it has no id or no author.';
  if (data.retweeted_status) return null;
  const answered = data.in_reply_to_user_id_str ?? undefined;
  if (authorId === accountId) return echoOf(accountId, answered, id);
  const { text, entities } = data.extended_tweet
    ? { text: data.extended_tweet.full_text, entities: data.extended_tweet.entities ?? data.entities }
    : { text: data.full_text ?? data.text ?? '', entities: data.entities };
  const quoted = data.quoted_status?.user;
  const isSummoned =
    (entities?.user_mentions ?? []).some((mention) => (mention.id_str ?? mention.id) === accountId) ||
    (quoted?.id_str ?? quoted?.id) === accountId;
  if (!isSummoned && answered !== accountId) return null;
  return {
    kind: 'message',
    accountId,
    personId: authorId,
    platformMessageId: id,
    thread: data.in_reply_to_status_id_str ?? id,
    replyTo: replyToOf(id, isSummoned),
    text: plainText(text, entities?.urls),
    attachments: (data.extended_entities?.media ?? []).map(({ type, media_url_https: url }) => xAttachment(type, url)),
    sentAt: data.created_at,
    displayName: oneLine(data.user.name ?? '') || null,
  };
}

/** A post of ours that answers nobody is nobody's message. */
const echoOf = (accountId: string, answered: string | undefined, id: string): InboundEcho | null =>
  answered === undefined || answered === accountId
    ? null
    : { kind: 'echo', accountId, personId: answered, platformMessageId: id, deliveryId: null };
