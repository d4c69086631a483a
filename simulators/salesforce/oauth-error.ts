import type { Answer } from '../harness/call.ts';

export class OAuthError extends Error {
  constructor(
    readonly error: string,
    readonly description: string,
  ) {
    super(description);
  }
}

export function oauthErrorAnswer({ error, description }: OAuthError): Answer {
  return { status: 400, headers: { 'cache-control': 'no-cache, no-store' }, body: { error, error_description: description } };
}
