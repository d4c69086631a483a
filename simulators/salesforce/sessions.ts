import { createHmac } from 'node:crypto';
import type { Answer } from '../harness/call.ts';
import type { Random } from '../harness/seeded-random.ts';

export const organizationId = '00DPx00000Sim00MAB';
export const userId = '005Px000000Sim0IAC';

/** The access tokens in force. */
export class Sessions {
  readonly #tokens = new Set<string>();

  constructor(private readonly random: Random) {}

  issue(baseUrl: string, signingSecret: string, extra: Record<string, unknown> = {}): Answer {
    const token = `${organizationId.slice(0, 15)}!AQ${this.random.base62(94)}`;
    this.#tokens.add(token);
    const id = `${baseUrl}/id/${organizationId}/${userId}`;
    const issuedAt = String(Date.now());
    return {
      status: 200,
      headers: { 'cache-control': 'no-cache, no-store' },
      body: {
        access_token: token,
        signature: createHmac('sha256', signingSecret)
          .update(id + issuedAt)
          .digest('base64'),
        scope: 'api id',
        instance_url: baseUrl,
        id,
        token_type: 'Bearer',
        issued_at: issuedAt,
        ...extra,
      },
    };
  }

  isLive(authorization: string | undefined): boolean {
    const token = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(authorization ?? '')?.[1];
    return token !== undefined && this.#tokens.has(token);
  }

  revoke(token: string): void {
    this.#tokens.delete(token);
  }

  expireAll(): void {
    this.#tokens.clear();
  }
}
