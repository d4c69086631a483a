import { decodeJwt, decodeProtectedHeader, importSPKI, jwtVerify } from 'jose';
import { z } from 'zod';
import { OAuthError } from './oauth-error.ts';

const claimsSchema = z.object({
  iss: z.string().min(1),
  sub: z.string().min(1),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
});

const maxLifetimeS = 180;
const clockSkewS = 5;

/**
 * The JWT bearer flow's claims. The signature is checked where a public key was set for the client; without one it cannot
 * be, and any RS256 assertion passes.
 */
export async function checkAssertion(assertion: string, ownUrl: string, publicKeys: Record<string, string>): Promise<void> {
  const claims = readClaims(assertion);
  const audiences = [claims.aud].flat();
  const accepted = ['https://login.salesforce.com', 'https://test.salesforce.com', ownUrl];
  if (!audiences.some((audience) => accepted.includes(audience.replace(/\/$/, ''))))
    throw new OAuthError('invalid_grant', 'audience is invalid');
  const nowS = Date.now() / 1000;
  if (claims.exp <= nowS - clockSkewS) throw new OAuthError('invalid_grant', 'expired authorization code');
  if (claims.exp > nowS + maxLifetimeS + clockSkewS)
    throw new OAuthError('invalid_grant', 'assertion lifetime is longer than three minutes');
  // The one user whom nobody approved, so that a test can meet the refusal.
  if (claims.sub.startsWith('unapproved@')) throw new OAuthError('invalid_grant', "user hasn't approved this consumer");
  const publicKey = publicKeys[claims.iss];
  if (publicKey === undefined) return;
  const verified = await jwtVerify(assertion, await importSPKI(publicKey, 'RS256')).catch(() => undefined);
  if (!verified) throw new OAuthError('invalid_grant', 'invalid assertion');
}

function readClaims(assertion: string): z.output<typeof claimsSchema> {
  try {
    if (decodeProtectedHeader(assertion).alg === 'RS256') return claimsSchema.parse(decodeJwt(assertion));
  } catch {
    // Not a JWT at all, or one without a claim that the flow needs: the original says the same of both.
  }
  throw new OAuthError('invalid_grant', 'invalid assertion');
}
