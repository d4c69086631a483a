import { expect, it } from 'vitest';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { platformConnectors } from '../../subgraphs/conversations/connectors/platform-connectors.ts';
import { demoTenants } from './demo-tenants.ts';
import { signedWebhook } from './signed-webhook.ts';

const outside = outsideConfig('http://127.0.0.1:9');
const SECRETS = {
  FACEBOOK: outside.facebook.appSecret,
  INSTAGRAM: outside.instagram.appSecret,
  X: outside.x.consumerSecret,
  LINKEDIN: outside.linkedin.clientSecret,
};

it.each(demoTenants[0]!.channels)(
  'what is written to $platform is one new message in a body that the platform signed',
  (channel) => {
    const { platform, accountId } = channel;
    const connector = [...platformConnectors(outside).values()].find((each) => each.platform === platform)!;
    const written = { accountId, personId: '1402277118843920385', text: 'Habt ihr „Größe L“? 🚲' };
    const [first, second] = [
      signedWebhook[platform](written, SECRETS[platform]),
      signedWebhook[platform](written, SECRETS[platform]),
    ];
    expect(connector.verifySignature(first.headers, Buffer.from(first.body))).toBe('right');
    const messages = [first, second].flatMap(({ body }) =>
      connector.parse(Buffer.from(body)).parts.flatMap(({ items }) => items),
    );
    expect(messages).toMatchObject([
      { kind: 'message', accountId, text: written.text },
      { kind: 'message', accountId, text: written.text },
    ]);
    expect(new Set(messages.map((message) => 'platformMessageId' in message && message.platformMessageId)).size).toBe(2);
  },
);
