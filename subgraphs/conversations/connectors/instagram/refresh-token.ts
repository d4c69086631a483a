import { z } from 'zod';
import { askGraph, type Graph } from '../meta/graph-client.ts';
import { isTokenError } from '../meta/send-outcome.ts';
import { failedVerification } from '../meta/verification.ts';
import type { Renewal } from '../platform-connector.ts';
import type { InstagramCredentials } from './instagram-credentials.ts';

const HOUR_MS = 3_600_000;
/** A token is renewed when it is a day old or older, and lives for 60 days from then (Meta's page "Business login for Instagram"). */
const OLD_ENOUGH_MS = 25 * HOUR_MS;
const BEFORE_END_MS = 30 * 24 * HOUR_MS;

const refreshedSchema = z.object({ access_token: z.string().regex(/^[\x21-\x7e]{1,1000}$/), expires_in: z.number().positive() });

export const refreshAt = ({ givenAt, expiresAt }: InstagramCredentials): Date =>
  expiresAt === undefined
    ? new Date(Date.parse(givenAt) + OLD_ENOUGH_MS)
    : new Date(Math.max(Date.parse(givenAt) + OLD_ENOUGH_MS, Date.parse(expiresAt) - BEFORE_END_MS));

/** The old token goes on until its own end. */
export async function refreshToken(graph: Graph, token: string, signal: AbortSignal): Promise<Renewal> {
  // this address has no version, and takes the token in its query alone
  const url = new URL(`${graph.url}/refresh_access_token`);
  url.searchParams.set('grant_type', 'ig_refresh_token');
  url.searchParams.set('access_token', token);
  const answer = await askGraph(graph, { method: 'GET', url, headers: {}, signal }, refreshedSchema);
  if (answer.kind !== 'ok') {
    const failed = failedVerification(graph, answer);
    // a token that is not renewed may be good for weeks yet: only one that is dead takes the channel down
    return answer.kind === 'error' && isTokenError(answer.error) ? failed : { kind: 'unavailable', error: failed.error };
  }
  const { access_token: accessToken, expires_in: seconds } = answer.value;
  const now = Date.now();
  const credentials: InstagramCredentials = {
    accessToken,
    givenAt: new Date(now).toISOString(),
    expiresAt: new Date(now + seconds * 1000).toISOString(),
  };
  return { kind: 'renewed', credentials };
}
