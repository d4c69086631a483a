import { z } from 'zod';

/** An id as it stands in an address or a header: Meta sends them as strings, in older shapes as numbers. */
const id = z.union([z.string().regex(/^[\x21-\x7e]{1,500}$/, 'not an id'), z.int().nonnegative().transform(String)]);

/** Milliseconds. What lies outside of these years is seconds, or no time at all. */
const time = z
  .int()
  .min(Date.UTC(2004, 0))
  .max(Date.UTC(2100, 0))
  .transform((ms) => new Date(ms));

const party = z.object({ id });

/** Unknown keys are let be everywhere: Meta adds them without notice. `page` is Messenger's, whose accounts are pages. */
export const webhookObjects = ['page', 'instagram'] as const;
export type WebhookObject = (typeof webhookObjects)[number];

export const bodySchema = z.object({ object: z.enum(webhookObjects), entry: z.array(z.unknown()) });

export const entrySchema = z.object({ id, messaging: z.array(z.unknown()).optional() });

const attachmentSchema = z.object({
  type: z.string().regex(/^[a-z_]{1,40}$/),
  payload: z.object({ url: z.string().max(4000).optional() }).nullish(),
});

export const messageItemSchema = z.object({
  sender: party,
  recipient: party,
  timestamp: time,
  message: z.object({
    mid: id,
    text: z.string().max(20_000).optional(),
    attachments: z.array(attachmentSchema).max(100).optional(),
    is_echo: z.boolean().optional(),
    is_deleted: z.boolean().optional(),
    is_unsupported: z.boolean().optional(),
    metadata: z.string().max(1000).optional(),
    // the person answers a story, which says what they speak of
    reply_to: z
      .object({ story: z.object({ url: z.string().max(4000).optional() }) })
      .optional()
      .catch(undefined),
  }),
});

export const postbackItemSchema = z.object({
  sender: party,
  recipient: party,
  timestamp: time,
  postback: z.object({ mid: id.optional(), title: z.string().max(1000).optional(), payload: z.string().max(4000).optional() }),
});

export const deliveryItemSchema = z.object({
  sender: party,
  delivery: z.object({ mids: z.array(id).max(1000).optional(), watermark: time }),
});

/** Messenger names a moment, Instagram one message. */
export const readItemSchema = z.object({
  sender: party,
  timestamp: time.optional(),
  read: z.union([z.object({ watermark: time }), z.object({ mid: id })]),
});

/** Instagram announces new messages as their own edit number 0, without a text and at times without a sender (public captures). */
export const editItemSchema = z.object({
  sender: party.optional(),
  timestamp: time,
  message_edit: z.object({ mid: id, text: z.string().max(20_000).optional() }),
});
