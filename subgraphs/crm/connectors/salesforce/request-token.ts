import { OAuth2 } from 'jsforce/lib/oauth2.js';
import { z } from 'zod';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { CrmCredentials } from '../crm-connector.ts';
import { readSalesforceCredentials } from './salesforce-credentials.ts';
import { signAssertion } from './sign-assertion.ts';
import { AbortableTransport } from './transport.ts';

export interface Token {
  readonly accessToken: string;
  readonly instanceUrl: string;
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

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Signs in by the flow that the credentials are for. Throws TransientError for what may pass. */
export async function requestToken(
  loginUrl: string,
  given: CrmCredentials,
  signal: AbortSignal,
  nowMs: number = Date.now(),
): Promise<SignIn> {
  const credentials = readSalesforceCredentials(given);
  const { clientId } = credentials;
  // the assertion names the client itself, and the flow knows no other parameter
  const oauth2 = new OAuth2(
    credentials.flow === 'jwt' ? { loginUrl } : { loginUrl, clientId, clientSecret: credentials.clientSecret },
  );
  oauth2._transport = new AbortableTransport(signal);
  let answer: unknown;
  try {
    switch (credentials.flow) {
      case 'jwt': {
        const assertion = await signAssertion(credentials, loginUrl, nowMs);
        answer = await oauth2.requestToken({ grant_type: JWT_BEARER, assertion });
        break;
      }
      case 'refresh':
        answer = await oauth2.refreshToken(credentials.refreshToken);
        break;
      case 'client':
        answer = await oauth2.requestToken({ grant_type: 'client_credentials' });
    }
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
