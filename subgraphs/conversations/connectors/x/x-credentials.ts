import { z } from 'zod';
import type { ConnectedAccount } from '../platform-connector.ts';

const token = z.string().regex(/^[\x21-\x7e]{1,2000}$/);

/**
 * OAuth 2.0, user context: with the scopes dm.read, dm.write, tweet.read, tweet.write, users.read and offline.access, and like.read, without
 * which X does not list the subscriptions (its OpenAPI document, 2.168).
 */
export const xCredentials = z.strictObject({
  accessToken: token,
  /** Good for one use. With `clientId` the access token, which lives two hours, is renewed by itself. */
  refreshToken: token.optional(),
  clientId: token.optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});

export type XCredentials = z.output<typeof xCredentials>;

export const credentialsOf = ({ credentials }: ConnectedAccount): XCredentials => xCredentials.parse(credentials);

export const tokenOf = (account: ConnectedAccount): string => credentialsOf(account).accessToken;
