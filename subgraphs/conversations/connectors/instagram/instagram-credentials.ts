import { z } from 'zod';

/** A long-lived token of the Instagram login. When it ends is known from its first renewal on; until then, when it was given to us. */
export const instagramCredentialsSchema = z.strictObject({
  accessToken: z.string().regex(/^[\x21-\x7e]{1,1000}$/),
  givenAt: z.iso.datetime().default(() => new Date().toISOString()),
  expiresAt: z.iso.datetime().optional(),
});

export type InstagramCredentials = z.output<typeof instagramCredentialsSchema>;
