import { OAuth2 } from 'jsforce/lib/oauth2.js';
import { z } from 'zod';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { CrmCredentials } from '../crm-connector.ts';
import { AbortableTransport } from './transport.ts';

export interface Token {
  readonly accessToken: string;
  readonly instanceUrl: string;
}

const credentialsSchema = z.strictObject({
  clientId: z.string().trim().min(1).max(512),
  clientSecret: z.string().trim().min(1).max(512),
  refreshToken: z.string().trim().min(1).max(2048).optional(),
});
type SalesforceCredentials = z.output<typeof credentialsSchema>;

export function parseSalesforceCredentials(value: unknown): CrmCredentials | null {
  const parsed = credentialsSchema.safeParse(value);
  if (!parsed.success) return null;
  const { refreshToken, ...client } = parsed.data;
  return refreshToken === undefined ? client : { ...client, refreshToken };
}

const answerSchema = z.object({ access_token: z.string().min(1), instance_url: z.url({ protocol: /^https?$/ }) });

/** These say that the credentials are at fault. Anything else (`server_error`, a limit on sign-ins, a page) may pass. */
const REFUSALS = new Set([
  'invalid_grant',
  'invalid_client',
  'invalid_client_id',
  'invalid_client_credentials',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_request',
  'inactive_user',
  'inactive_org',
]);

/** `error` is Salesforce's code for why it does not accept the credentials. */
export type SignIn = { readonly kind: 'token'; readonly token: Token } | { readonly kind: 'refused'; readonly error: string };

/** Signs in by the refresh token where there is one, else by client credentials. Throws TransientError for what may pass. */
export async function requestToken(loginUrl: string, credentials: CrmCredentials, signal: AbortSignal): Promise<SignIn> {
  // written by parseCredentials; the row that it was read from is sealed and authenticated
  const { clientId, clientSecret, refreshToken } = credentials as SalesforceCredentials;
  const oauth2 = new OAuth2({ loginUrl, clientId, clientSecret });
  oauth2._transport = new AbortableTransport(signal);
  let answer: unknown;
  try {
    answer = refreshToken
      ? await oauth2.refreshToken(refreshToken)
      : await oauth2.requestToken({ grant_type: 'client_credentials' });
  } catch (error) {
    signal.throwIfAborted();
    return readRefusal(error);
  }
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw new TransientError("Salesforce's sign-in answered something that is no token.");
  const instanceUrl = parsed.data.instance_url.replace(/\/+$/, '');
  // the token is sent there from now on: never in clear over a network that the sign-in itself was kept from
  if (new URL(loginUrl).protocol === 'https:' && !instanceUrl.startsWith('https:')) {
    throw new TransientError("Salesforce's sign-in answered an instance without https.");
  }
  return { kind: 'token', token: { accessToken: parsed.data.access_token, instanceUrl } };
}

/** jsforce names its error after the OAuth code. The description is looked at and never kept. */
function readRefusal(error: unknown): SignIn {
  if (!(error instanceof Error) || error instanceof TransientError) throw error;
  if (REFUSALS.has(error.name) && !/rate exceeded/i.test(error.message)) return { kind: 'refused', error: error.name };
  throw new TransientError(`Salesforce could not sign in now (${error.name.slice(0, 60)}).`);
}
