import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { encodeWebhook, metaWebhook, webhookHeaders } from '../../simulators/meta/webhook-body.ts';
import type { DemoPlatform } from './demo-tenants.ts';

export interface Written {
  readonly accountId: string;
  readonly personId: string;
  readonly text: string;
}

export interface SignedWebhook {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a platform posts when a person writes to the account: one new message each time, signed with the app's secret. */
export const signedWebhook: Readonly<Record<DemoPlatform, (written: Written, secret: string) => SignedWebhook>> = {
  FACEBOOK: (written, secret) => metaMessage('page', written, secret),
  INSTAGRAM: (written, secret) => metaMessage('instagram', written, secret),
  X: (written, secret) => {
    const body = JSON.stringify(directMessage(written));
    return { body, headers: { ...JSON_TYPE, 'x-twitter-webhooks-signature': `sha256=${hmac(secret, body, 'base64')}` } };
  },
  LINKEDIN: (written, secret) => {
    const body = JSON.stringify(comment(written));
    // the prefix is signed and not sent
    return { body, headers: { ...JSON_TYPE, 'x-li-signature': hmac(secret, `hmacsha256=${body}`, 'hex') } };
  },
};

const JSON_TYPE = { 'content-type': 'application/json' };
const hmac = (secret: string, text: string, encoding: 'hex' | 'base64'): string =>
  createHmac('sha256', secret).update(text).digest(encoding);
const newNumber = (): string => `19${Date.now()}${randomInt(1000, 9999)}`;

function metaMessage(object: 'page' | 'instagram', { accountId, personId, text }: Written, secret: string): SignedWebhook {
  const message = { mid: `m_${randomBytes(48).toString('base64url')}`, text };
  const item = { sender: { id: personId }, recipient: { id: accountId }, timestamp: Date.now(), message };
  const body = encodeWebhook(metaWebhook(object, [{ accountId, item }]));
  return { body, headers: webhookHeaders(body, secret) };
}

/** In the envelope of the X Activity API. */
const directMessage = ({ accountId, personId, text }: Written): object => ({
  data: {
    event_uuid: newNumber(),
    filter: { user_id: accountId },
    event_type: 'dm.received',
    tag: 'parley',
    payload: {
      direct_message_events: [
        {
          type: 'message_create',
          id: newNumber(),
          created_timestamp: String(Date.now()),
          message_create: {
            target: { recipient_id: accountId },
            sender_id: personId,
            message_data: { text, entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] } },
          },
        },
      ],
      users: {},
    },
  },
});

/** Below one post of the organisation's. */
function comment({ accountId, personId, text }: Written): object {
  const post = `urn:li:activity:7000000000${accountId.split(':').at(-1)}`;
  const entity = `urn:li:comment:(${post},${newNumber()})`;
  return {
    type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS',
    notifications: [
      {
        notificationId: randomInt(2 ** 47),
        organizationalEntity: accountId,
        action: 'COMMENT',
        lastModifiedAt: Date.now(),
        sourcePost: post,
        generatedActivity: entity,
        decoratedGeneratedActivity: { comment: { entity, owner: `urn:li:person:${personId}`, object: post, text } },
      },
    ],
  };
}
