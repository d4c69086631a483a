import { SignJWT } from 'jose';
import { type JwtCredentials, readKey } from './salesforce-credentials.ts';

// help.salesforce.com, "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration": at most three minutes
const LIFETIME_S = 120;

/** The statement, signed with the tenant's key, for which Salesforce gives an access token. There is no refresh token: the next one is signed anew. */
export async function signAssertion(
  { clientId, username, privateKey, audience }: JwtCredentials,
  loginUrl: string,
  nowMs: number,
): Promise<string> {
  const key = readKey(privateKey);
  if (key === null) throw new Error('the private key of the credentials does not open');
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(clientId)
    .setSubject(username)
    .setAudience(audience ?? loginUrl.replace(/\/+$/, ''))
    .setExpirationTime(Math.floor(nowMs / 1000) + LIFETIME_S)
    .sign(key);
}
