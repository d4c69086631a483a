import { z } from 'zod';
import type { ConnectedAccount } from '../platform-connector.ts';

const secret = z.string().regex(/^[\x21-\x7e]{1,2000}$/);

/** `applicationId`: the LinkedIn application's number, which a subscription is made for. Renewal needs the last three. */
const credentialsSchema = z.strictObject({
  accessToken: secret,
  applicationId: z.string().regex(/^\d{1,30}$/),
  refreshToken: secret.optional(),
  clientId: secret.optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});

export type LinkedInCredentials = z.output<typeof credentialsSchema>;

export const CREDENTIALS_EXAMPLE =
  '{"accessToken": "...", "applicationId": "123456"}, and to renew it by itself also "refreshToken", "clientId" and "expiresAt": "2027-01-31T00:00:00Z"';

export const parseCredentials = (credentials: unknown): LinkedInCredentials | null =>
  credentialsSchema.safeParse(credentials).data ?? null;

export const credentialsOf = ({ credentials }: ConnectedAccount): LinkedInCredentials => credentialsSchema.parse(credentials);
