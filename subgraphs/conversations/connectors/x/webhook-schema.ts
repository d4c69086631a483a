import { z } from 'zod';

/** An id as it stands in an address: strings in X's shapes of today, numbers in older ones. */
const xId = z.union([z.string().regex(/^[\w:-]{1,100}$/, 'not an id'), z.int().nonnegative().transform(String)]);

const EARLIEST_MS = Date.UTC(2006, 0);
const LATEST_MS = Date.UTC(2100, 0);
const isLikely = (date: Date): boolean => date.getTime() >= EARLIEST_MS && date.getTime() < LATEST_MS;

/** Milliseconds, as digits. What lies outside of these years is seconds, or no time at all. */
const epochMs = z
  .union([z.string().regex(/^\d{1,16}$/), z.int()])
  .transform((ms) => new Date(Number(ms)))
  .refine(isLikely, 'not a time in milliseconds');

/** `2026-07-24T21:05:48.000Z`, and `Thu Apr 06 15:24:15 +0000 2017` in the older shape. */
export const dateText = z
  .string()
  .max(60)
  .transform((text) => new Date(text))
  .refine(isLikely, 'not a time');

const text = z.string().max(100_000);
const link = z.object({ url: z.string(), expanded_url: z.string().max(4000).optional(), display_url: z.string().optional() });
export type XLink = z.output<typeof link>;

const links = z.object({ urls: z.array(link).max(1000).optional() });
const legacyMedia = z.object({
  type: z.string().regex(/^[a-z_]{1,40}$/),
  media_url_https: z.string().max(4000).optional().catch(undefined),
});

/** Who stands in the payload, by id: bare in Account Activity, within `data` in X Activity. */
export const usersById = z.record(z.string(), z.unknown());
const named = z.object({ name: z.string().optional(), username: z.string().optional(), id: xId.optional() });
export const anyUser = z.union([z.object({ data: named }).transform(({ data }) => data), named]);

/** A direct message, in the shape of version 1.1, which both envelopes carry. */
export const directMessage = z.object({
  type: z.literal('message_create'),
  id: xId,
  created_timestamp: epochMs,
  message_create: z.object({
    target: z.object({ recipient_id: xId }),
    sender_id: xId,
    message_data: z.object({
      text: text.optional(),
      entities: links.nullish(),
      attachment: z.object({ type: z.string(), media: legacyMedia.optional() }).nullish(),
    }),
  }),
});

export const readReceipt = z.object({
  created_timestamp: epochMs,
  sender_id: xId,
  target: z.object({ recipient_id: xId }),
});

const legacyEntities = links.extend({
  user_mentions: z.array(z.object({ id: xId.optional(), id_str: xId.optional() })).optional(),
});

/** A post in the shape of version 1.1. `id_str` goes before `id`, which is a number. */
export const legacyPost = z.object({
  id: xId.optional(),
  id_str: xId.optional(),
  created_at: dateText,
  text: text.optional(),
  full_text: text.optional(),
  user: z.object({ id: xId.optional(), id_str: xId.optional(), name: z.string().optional() }),
  in_reply_to_status_id_str: xId.nullish(),
  in_reply_to_user_id_str: xId.nullish(),
  entities: legacyEntities.nullish(),
  extended_tweet: z.object({ full_text: text, entities: legacyEntities.nullish() }).nullish(),
  extended_entities: z.object({ media: z.array(legacyMedia).max(100).optional() }).nullish(),
  quoted_status: z.object({ user: z.object({ id: xId.optional(), id_str: xId.optional() }).optional() }).nullish(),
  retweeted_status: z.unknown().optional(),
});

const postEntities = links.extend({
  mentions: z.array(z.object({ id: xId.optional(), username: z.string().optional() })).optional(),
});

/** A post in the shape of version 2: what X Activity carries and the API answers. */
export const post = z.object({
  id: xId,
  text,
  author_id: xId,
  created_at: dateText,
  conversation_id: xId.optional(),
  in_reply_to_user_id: xId.optional(),
  entities: postEntities.nullish(),
  note_tweet: z.object({ text, entities: postEntities.nullish() }).nullish(),
  referenced_tweets: z.array(z.object({ type: z.string(), id: xId })).nullish(),
  attachments: z.object({ media_keys: z.array(z.string()).optional() }).nullish(),
});
export type XPost = z.output<typeof post>;

/** A direct message in the shape of version 2, as the API lists it. */
export const xDirectMessage = z.object({
  id: xId,
  event_type: z.literal('MessageCreate'),
  text: text.optional(),
  created_at: dateText,
  sender_id: xId,
  dm_conversation_id: z.string().optional(),
  entities: links.nullish(),
  attachments: z.object({ media_keys: z.array(z.string()).optional() }).nullish(),
});

export const includes = z.object({
  users: z.array(z.unknown()).optional(),
  tweets: z.array(z.unknown()).optional(),
  media: z.array(z.unknown()).optional(),
});
export const includedMedia = z.object({
  media_key: z.string(),
  type: z.string().regex(/^[a-z_]{1,40}$/),
  url: z.string().max(4000).optional().catch(undefined),
});

export const encryptedMessage = z.object({ id: xId, created_at_msec: epochMs, sender_id: xId });

export const legacyDeletion = z.object({ status: z.object({ id: xId, user_id: xId }), timestamp_ms: epochMs });
export const deletion = z.object({ id: xId, author_id: xId });

export const legacyRevocation = z.object({
  user_event: z.object({ revoke: z.object({ date_time: dateText, source: z.object({ user_id: xId }) }) }),
});
export const revocation = z.object({ date_time: dateText, user_id: xId });

/** `for_user_id` and lists of events, each under the name of its kind. */
export const accountActivity = z.object({ for_user_id: xId }).loose();

/** One event. */
export const xActivity = z.object({
  data: z.object({
    event_type: z.string().regex(/^[a-z_.]{1,60}$/),
    filter: z.object({ user_id: xId.optional() }).nullish(),
    payload: z.unknown().optional(),
    includes: includes.nullish(),
  }),
});
