import type { Answer, Call } from '../harness/call.ts';
import { HubspotError, hubspotErrorAnswer, methodNotAllowed } from './hubspot-error.ts';
import { portalId } from './hubspot-settings.ts';
import type { HubspotWorld } from './hubspot-world.ts';

/** `POST /oauth/v1/token`: a client's secret is `sim-secret-<client id>`, a refresh token `sim-refresh-<anything>`. */
export function issueToken(world: HubspotWorld, call: Call): Answer {
  if (call.method !== 'POST') throw methodNotAllowed();
  const { settings } = world;
  world.limits.countTokenCall(settings);
  if (call.body.kind !== 'form') throw new HubspotError('Unsupported Media Type', { status: 415 });
  const form = call.body.value;
  const refreshToken = form.refresh_token ?? '';
  if (form.grant_type !== 'refresh_token') return oauthError('BAD_GRANT_TYPE', `unsupported grant_type ${form.grant_type ?? ''}`);
  if (!form.client_id) return oauthError('BAD_CLIENT_ID', 'missing or unknown client id');
  if (form.client_secret !== `sim-secret-${form.client_id}`) {
    return oauthError('BAD_CLIENT_SECRET', 'missing or invalid client secret');
  }
  if (!refreshToken.startsWith('sim-refresh-') || settings.revokedTokens.includes(refreshToken)) {
    return oauthError('BAD_REFRESH_TOKEN', 'missing or invalid refresh token');
  }
  return {
    status: 200,
    body: {
      ...{ token_type: 'bearer', refresh_token: refreshToken },
      access_token: world.tokens.issue(form.client_id, settings.tokenLifetimeS),
      expires_in: settings.tokenLifetimeS,
      hub_id: portalId,
    },
  };
}

/** The token endpoint says what is wrong in `status`, where the rest of the API says "error". */
const oauthError = (status: string, message: string): Answer => {
  const { body } = hubspotErrorAnswer(new HubspotError(message));
  return { status: 400, body: { ...(body as object), status } };
};
