import { z } from 'zod';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { HubspotCredentials } from './hubspot-credentials.ts';
import { retryAfterMs } from './read-failure.ts';
import { Wire, type WireAnswer } from './wire.ts';

const answerSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const refusalSchema = z.object({ status: z.string().optional(), error: z.string().optional() });

/** These say that the credentials are at fault (`status` of the v1 endpoint; `error` is how OAuth spells it). Anything else may pass. */
const REFUSALS = new Set([
  'BAD_REFRESH_TOKEN',
  'BAD_CLIENT_ID',
  'BAD_CLIENT_SECRET',
  'BAD_AUTH_CODE',
  'invalid_grant',
  'invalid_client',
  'unauthorized_client',
]);

export type RefreshedToken =
  | { readonly kind: 'token'; readonly token: string; readonly livesMs: number }
  | { readonly kind: 'refused'; readonly error: string };

const LIMITED_WAIT_MS = 10_000;

/** Throws TransientError for what may pass. */
export async function refreshToken(
  baseUrl: string,
  { clientId, clientSecret, refreshToken: token }: Extract<HubspotCredentials, { refreshToken: string }>,
  signal: AbortSignal,
): Promise<RefreshedToken> {
  const wire = new Wire(signal);
  const { HubspotApi } = await import('./hubspot-api.ts');
  const { tokens } = new HubspotApi(baseUrl, wire, null);
  try {
    await tokens.create('refresh_token', undefined, undefined, clientId, clientSecret, token);
  } catch (error) {
    // the SDK throws for every status but 200; what HubSpot said is on the wire
    if (!wire.answer) throw error;
  }
  const { answer } = wire;
  if (!answer) throw new TransientError("HubSpot's token endpoint did not answer.");
  return answer.status === 200 ? readToken(answer) : readRefusal(answer);
}

function readToken({ text }: WireAnswer): RefreshedToken {
  const parsed = answerSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new TransientError("HubSpot's token endpoint answered something that is no token.");
  return { kind: 'token', token: parsed.data.access_token, livesMs: parsed.data.expires_in * 1_000 };
}

function readRefusal({ status, headers, text }: WireAnswer): RefreshedToken {
  const parsed = refusalSchema.safeParse(parseJson(text));
  const code = [parsed.data?.status, parsed.data?.error].find((each) => each !== undefined && REFUSALS.has(each));
  if (code !== undefined && status < 500 && status !== 429) return { kind: 'refused', error: code };
  const wait = retryAfterMs(headers) ?? (status === 429 ? LIMITED_WAIT_MS : undefined);
  throw new TransientError(`HubSpot gave no token now (${status}).`, wait === undefined ? {} : { retryAfterMs: wait });
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
