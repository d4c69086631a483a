import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { NO_PAYLOADS, payload } from '#kernel/testing/shared-payloads.ts';
import { Platform } from '../platform.ts';
import { platformConnectors } from './platform-connectors.ts';

const connectors = platformConnectors(outsideConfig('http://127.0.0.1:9'));
const connectorOf = (platform: Platform) => {
  const connector = connectors.get(platform);
  if (!connector) throw new Error(`no connector of ${platform}`);
  return connector;
};

/** Each recorded body and what Parley makes of it, item by item; nothing: it is none of our business, and known to be so. */
const BODIES: readonly (readonly [Platform, string, readonly string[]])[] = [
  [Platform.FACEBOOK, 'messenger/derived-batch-3-entries-2-pages.json', ['message', 'message', 'message', 'message']],
  [Platform.FACEBOOK, 'messenger/derived-emoji-zwj-rtl.json', ['message']],
  [Platform.FACEBOOK, 'messenger/fba-attachment.json', ['message']],
  [Platform.FACEBOOK, 'messenger/fba-dlr.json', ['receipt']],
  [Platform.FACEBOOK, 'messenger/fba-duplicate_msg.json', ['message', 'message']],
  [Platform.FACEBOOK, 'messenger/fba-echo.json', ['echo']],
  [Platform.FACEBOOK, 'messenger/fba-hello_msg.json', ['message']],
  [Platform.FACEBOOK, 'messenger/fba-location_attachment.json', ['message']],
  [Platform.FACEBOOK, 'messenger/fba-no_entries.json', []],
  [Platform.FACEBOOK, 'messenger/fba-no_messaging_entries.json', []],
  [Platform.FACEBOOK, 'messenger/fba-postback.json', ['message']],
  [Platform.FACEBOOK, 'messenger/fba-postback_get_started.json', ['message']],
  [Platform.FACEBOOK, 'messenger/fba-referral.json', []],
  [Platform.FACEBOOK, 'messenger/golden-signed-dev.raw', ['message']],
  [Platform.FACEBOOK, 'messenger/restfb-messaging-delivery-basic.json', ['receipt']],
  [Platform.FACEBOOK, 'messenger/restfb-messaging-message-basic-echo.json', ['echo']],
  [Platform.FACEBOOK, 'messenger/restfb-messaging-message-basic.json', ['message']],
  [Platform.FACEBOOK, 'messenger/restfb-messaging-message-media-attachment.json', ['message']],
  [Platform.FACEBOOK, 'messenger/restfb-messaging-message-quickreply.json', ['message']],
  [Platform.FACEBOOK, 'messenger/restfb-messaging-message-reply-1.json', ['message']],
  [Platform.FACEBOOK, 'messenger/restfb-messaging-optin-basic.json', []],
  [Platform.FACEBOOK, 'messenger/restfb-messaging-postback-basic.json', ['message']],
  [Platform.FACEBOOK, 'messenger/restfb-messaging-reaction-1.json', []],
  [Platform.FACEBOOK, 'messenger/restfb-messaging-read-basic.json', ['receipt']],
  [Platform.FACEBOOK, 'messenger/restfb-messaging-referral-basic.json', []],
  [Platform.INSTAGRAM, 'instagram/ig-attachment.json', ['message']],
  [Platform.INSTAGRAM, 'instagram/ig-echo.json', ['echo']],
  [Platform.INSTAGRAM, 'instagram/ig-hello_msg.json', ['message']],
  [Platform.INSTAGRAM, 'instagram/ig-like_heart.json', ['message']],
  [Platform.INSTAGRAM, 'instagram/ig-unsent_msg.json', ['correction']],
  [Platform.X, 'x/aaa-direct_message_events.json', ['message']],
  [Platform.X, 'x/aaa-tweet_delete_events.json', []],
  [Platform.X, 'x/aaa-user_event.json', ['revocation']],
  [Platform.X, 'x/golden-signed-dm.received.raw', ['message']],
  [Platform.X, 'x/xaa-chat.received.json', ['message']],
  [Platform.X, 'x/xaa-dm.received.json', ['message']],
  [Platform.X, 'x/xaa-oauth.revoke.json', ['revocation']],
  [Platform.X, 'x/xaa-post.create.json', []],
  [Platform.X, 'x/xaa-post.delete.json', []],
  [Platform.X, 'x/xaa-post.mention.create.json', ['message']],
  [Platform.LINKEDIN, 'linkedin/golden-signed-comment.raw', ['message']],
  [Platform.LINKEDIN, 'linkedin/thirdparty-test-comment.json', ['message']],
];

/** What the platforms answer when they are called: as a webhook each is no body of theirs, and is kept as a fault. */
const NO_WEBHOOKS: readonly (readonly [Platform, string])[] = [
  [Platform.FACEBOOK, 'messenger/restfb-sendresponse.json'],
  [Platform.FACEBOOK, 'messenger/restfb-sendresponse_result.json'],
  [Platform.FACEBOOK, 'messenger/send-error-0.json'],
  [Platform.X, 'x/playground-dm_events.json'],
  [Platform.LINKEDIN, 'linkedin/challenge-doc-sample.json'],
];

const hmac = (secret: string, body: Buffer, encoding: 'hex' | 'base64'): string =>
  createHmac('sha256', secret).update(body).digest(encoding);

/** Golden vectors: the body, and the header that the platform sent with it. */
const GOLDEN: readonly (readonly [Platform, string, string])[] = [
  [Platform.FACEBOOK, 'messenger/golden-signed-dev', 'X-Hub-Signature-256'],
  [Platform.X, 'x/golden-signed-dm.received', 'x-twitter-webhooks-signature'],
  [Platform.LINKEDIN, 'linkedin/golden-signed-comment', 'X-LI-Signature'],
];

describe.skipIf(NO_PAYLOADS)('the recorded bodies', () => {
  it.each(BODIES)('%s %s is read as %j, without a fault', (platform, file, kinds) => {
    const { parts, faults } = connectorOf(platform).parse(payload(file));
    expect(faults.map(({ error }) => error)).toEqual([]);
    expect(parts.flatMap(({ items }) => items.map(({ kind }) => kind))).toEqual(kinds);
  });

  it.each(NO_WEBHOOKS)('%s %s is none of the platform’s webhooks, and is kept whole as one fault', (platform, file) => {
    const body = payload(file);
    expect(connectorOf(platform).parse(body)).toMatchObject({ parts: [], faults: [{ payload: body }] });
  });
});

describe.skipIf(NO_PAYLOADS)('a golden signature', () => {
  it.each(GOLDEN)('of %s verifies over the raw bytes, and not with any one byte changed', (platform, name, header) => {
    const { verifySignature } = connectorOf(platform);
    const body = payload(`${name}.raw`);
    const signature = (JSON.parse(payload(`${name}.headers.json`).toString()) as Record<string, string>)[header] ?? '';
    const headers = { [header.toLowerCase()]: signature };
    expect(verifySignature(headers, body)).toBe('right');
    for (let at = 0; at < body.length; at += 1) {
      const changed = Buffer.from(body);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verifySignature(headers, changed)).toBe('wrong');
    }
    for (let at = 0; at < signature.length; at += 1) {
      const other = signature[at] === 'a' ? 'b' : 'a';
      const changed = { [header.toLowerCase()]: signature.slice(0, at) + other + signature.slice(at + 1) };
      expect(verifySignature(changed, body), `with character ${at} changed`).not.toBe('right');
    }
  });

  it('of another platform’s spelling does not verify', () => {
    const body = payload('x/golden-signed-dm.received.raw');
    const asHex = { 'x-twitter-webhooks-signature': `sha256=${hmac('test-consumer-secret', body, 'hex')}` };
    expect(connectorOf(Platform.X).verifySignature(asHex, body)).toBe('wrong');
    const linkedin = payload('linkedin/golden-signed-comment.raw');
    const withoutPrefix = { 'x-li-signature': hmac('test-client-secret', linkedin, 'hex') };
    expect(connectorOf(Platform.LINKEDIN).verifySignature(withoutPrefix, linkedin)).toBe('wrong');
  });
});
