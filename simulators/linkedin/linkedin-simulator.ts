import { z } from 'zod';
import { methodNotAllowed, parseControl } from '../harness/parse-control.ts';
import type { Random } from '../harness/seeded-random.ts';
import type { Service } from '../harness/service.ts';
import { answerRest } from './answer-rest.ts';
import { initialLinkedInSettings, type LinkedInOptions, linkedinSettingsPatchSchema } from './linkedin-settings.ts';
import { LinkedInWorld } from './linkedin-world.ts';
import { receiveInbound } from './receive-inbound.ts';
import { verifyWebhook } from './verify-webhook.ts';
import { WebhookDeliveries } from './webhook-deliveries.ts';

const rawWebhookSchema = z.record(z.string(), z.unknown());

export function createLinkedIn(options: LinkedInOptions, random: Random): Service {
  const world = new LinkedInWorld(initialLinkedInSettings(options), random);
  const deliveries = new WebhookDeliveries(world);
  return {
    name: 'linkedin',
    answer: (call) => answerRest(world, deliveries, call),
    control: {
      _inbound: (call) => (call.method === 'POST' ? receiveInbound(world, deliveries, call) : methodNotAllowed),
      _settings: (call) => {
        if (call.method === 'PUT') world.settings = { ...world.settings, ...parseControl(linkedinSettingsPatchSchema, call) };
        else if (call.method !== 'GET') return methodNotAllowed;
        return { status: 200, body: { ...world.settings, clientSecret: '[redacted]' } };
      },
      // a subscription that ends does so without a word
      _subscriptions: (call) => {
        if (call.method === 'DELETE') world.subscriptions.clear();
        else if (call.method !== 'GET') return methodNotAllowed;
        return { status: 200, body: [...world.subscriptions.values()] };
      },
      _webhook: async (call) => {
        if (call.method !== 'POST') return methodNotAllowed;
        const status = await deliveries.sendBody(parseControl(rawWebhookSchema, call), { retry: false });
        return { status: 200, body: { status } };
      },
      _webhooks: (call) => (call.method === 'GET' ? { status: 200, body: deliveries.kept } : methodNotAllowed),
      _verify: (call) => (call.method === 'POST' ? verifyWebhook(world.settings) : methodNotAllowed),
    },
    close: () => deliveries.close(),
  };
}
