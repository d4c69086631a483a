import { z } from 'zod';

/** Milliseconds. What lies outside of these years is seconds, or no time at all. */
const time = z
  .int()
  .min(Date.UTC(2004, 0))
  .max(Date.UTC(2100, 0))
  .transform((ms) => new Date(ms));

const urn = z.string().regex(/^urn:li:[\x21-\x7e]{1,400}$/, 'not a URN');
const text = z.string().max(20_000).optional();

/** Unknown keys are let be everywhere. At most ten notifications stand in a body, of any organisations. */
export const bodySchema = z.object({
  type: z.literal('ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS'),
  notifications: z.array(z.unknown()),
});

export const organizationSchema = z.object({
  organizationalEntity: z.string().regex(/^urn:li:organization(?:Brand)?:\d{1,30}$/, 'not an organisation'),
});

export const notificationSchema = organizationSchema.extend({
  action: z.string().max(100),
  sourcePost: urn.optional(),
  generatedActivity: urn.optional(),
  decoratedGeneratedActivity: z
    .object({
      comment: z
        .object({
          entity: urn.optional(),
          owner: urn.optional(),
          object: urn.optional(),
          parentComment: urn.optional(),
          text,
          // where other captures have the text
          message: z.object({ text }).optional(),
        })
        .optional(),
      share: z.object({ entity: urn.optional(), owner: urn.optional(), text }).optional(),
    })
    .optional(),
  lastModifiedAt: time.optional(),
});

export type Notification = z.output<typeof notificationSchema>;
