import { createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { CrmCredentials } from '../crm-connector.ts';

const MIN_KEY_BITS = 2048;

const text = (max: number) => z.string().trim().min(1).max(max);
const clientSchema = z.strictObject({ clientId: text(512), clientSecret: text(512) });
const refreshSchema = z.strictObject({ ...clientSchema.shape, refreshToken: text(2048) });
const jwtSchema = z.strictObject({
  clientId: text(512),
  username: text(255),
  privateKey: text(20_000).refine((pem) => readKey(pem) !== null),
  audience: z.url({ protocol: /^https?$/ }).optional(),
});

export type JwtCredentials = z.output<typeof jwtSchema>;
export type SalesforceCredentials =
  | ({ readonly flow: 'client' } & z.output<typeof clientSchema>)
  | ({ readonly flow: 'refresh' } & z.output<typeof refreshSchema>)
  | ({ readonly flow: 'jwt' } & JwtCredentials);

/** Of a connected app, for one of three flows: client credentials, a refresh token, or a JWT that our key signs. Null for anything else. */
export function parseSalesforceCredentials(value: unknown): CrmCredentials | null {
  const parsed = z.union([clientSchema, refreshSchema, jwtSchema]).safeParse(value);
  if (!parsed.success) return null;
  return Object.fromEntries(Object.entries(parsed.data).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** `credentials` were written by parseSalesforceCredentials; the row that they were read from is sealed and authenticated. */
export function readSalesforceCredentials(credentials: CrmCredentials): SalesforceCredentials {
  if ('privateKey' in credentials) return { flow: 'jwt', ...(credentials as unknown as JwtCredentials) };
  if ('refreshToken' in credentials) return { flow: 'refresh', ...(credentials as unknown as z.output<typeof refreshSchema>) };
  return { flow: 'client', ...(credentials as unknown as z.output<typeof clientSchema>) };
}

/** An RSA key in PEM, PKCS #1 or #8, without a passphrase; null for anything else. */
export function readKey(pem: string): KeyObject | null {
  try {
    const key = createPrivateKey(pem);
    const isStrong = (key.asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_KEY_BITS;
    return key.asymmetricKeyType === 'rsa' && isStrong ? key : null;
  } catch {
    return null;
  }
}
