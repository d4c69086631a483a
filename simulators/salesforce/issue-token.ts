import type { Answer, Call } from '../harness/call.ts';
import { checkAssertion } from './check-assertion.ts';
import { OAuthError, oauthErrorAnswer } from './oauth-error.ts';
import type { Sessions } from './sessions.ts';

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** `POST /services/oauth2/token`. A client's secret is `sim-secret-<client id>`, a refresh token `sim-refresh-<anything>`. */
export async function issueToken(
  sessions: Sessions,
  baseUrl: string,
  jwtPublicKeys: Record<string, string>,
  call: Call,
): Promise<Answer> {
  try {
    if (call.method !== 'POST') throw new OAuthError('invalid_request', 'must use HTTP POST');
    const form = call.body.kind === 'form' ? call.body.value : {};
    switch (form.grant_type) {
      case 'client_credentials': {
        const { clientId, secret } = readClient(form, call.headers.authorization);
        checkSecret(clientId, secret);
        return sessions.issue(baseUrl, secret);
      }
      case 'refresh_token': {
        const { clientId, secret } = readClient(form, call.headers.authorization);
        // A public client refreshes without a secret; one that sends a secret must send the right one.
        if (secret) checkSecret(clientId, secret);
        if (!form.refresh_token?.startsWith('sim-refresh-'))
          throw new OAuthError('invalid_grant', 'expired access/refresh token');
        return sessions.issue(baseUrl, secret);
      }
      case jwtBearer:
        if (!form.assertion) throw new OAuthError('invalid_request', 'missing assertion');
        await checkAssertion(form.assertion, baseUrl, jwtPublicKeys);
        return sessions.issue(baseUrl, 'jwt');
      default:
        throw new OAuthError('unsupported_grant_type', 'grant type not supported');
    }
  } catch (error) {
    if (error instanceof OAuthError) return oauthErrorAnswer(error);
    throw error;
  }
}

function readClient(form: Record<string, string>, authorization: string | undefined): { clientId: string; secret: string } {
  const basic = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  const [basicId = '', basicSecret = ''] = basic
    ? Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent)
    : [];
  const clientId = form.client_id ?? basicId;
  if (!clientId) throw new OAuthError('invalid_client_id', 'client identifier invalid');
  return { clientId, secret: form.client_secret ?? basicSecret };
}

function checkSecret(clientId: string, secret: string): void {
  if (secret !== `sim-secret-${clientId}`) throw new OAuthError('invalid_client', 'invalid client credentials');
}
