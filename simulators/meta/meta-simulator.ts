import { z } from 'zod';
import { methodNotAllowed, parseControl } from '../harness/parse-control.ts';
import type { Random } from '../harness/seeded-random.ts';
import type { Service } from '../harness/service.ts';
import { answerGraph } from './answer-graph.ts';
import { initialMetaSettings, type MetaOptions, metaSettingsPatchSchema } from './meta-settings.ts';
import { MetaWorld } from './meta-world.ts';
import { receiveEvent } from './receive-event.ts';
import { receiveInbound } from './receive-inbound.ts';
import type { Surface } from './surface.ts';
import { verifyWebhook } from './verify-webhook.ts';
import { WebhookDeliveries } from './webhook-deliveries.ts';

const rawWebhookSchema = z.record(z.string(), z.unknown());

/** Messenger or Instagram: one application, and every account that somebody names. */
export function createMeta(surface: Surface, options: MetaOptions, origin: () => string, random: Random): Service {
  const world = new MetaWorld(surface, initialMetaSettings(options), random);
  const deliveries = new WebhookDeliveries(() => world.settings);
  return {
    name: surface.name,
    answer: (call) => answerGraph(world, deliveries, `${origin()}/${surface.name}`, call),
    control: {
      _inbound: (call) => (call.method === 'POST' ? receiveInbound(world, deliveries, call) : methodNotAllowed),
      _events: (call) => (call.method === 'POST' ? receiveEvent(world, deliveries, call) : methodNotAllowed),
      _settings: (call) => {
        if (call.method === 'PUT') world.settings = { ...world.settings, ...parseControl(metaSettingsPatchSchema, call) };
        else if (call.method !== 'GET') return methodNotAllowed;
        return { status: 200, body: { ...world.settings, appSecret: '[redacted]', verifyToken: '[redacted]' } };
      },
      // Anything else that Meta sends (comments, malformed bodies): signed and delivered as given, without a retry.
      _webhook: async (call) => {
        if (call.method !== 'POST') return methodNotAllowed;
        return {
          status: 200,
          body: { status: await deliveries.deliver('raw', parseControl(rawWebhookSchema, call), { retry: false }) },
        };
      },
      _webhooks: (call) => (call.method === 'GET' ? { status: 200, body: deliveries.kept } : methodNotAllowed),
      _verify: (call) => (call.method === 'POST' ? verifyWebhook(world.settings) : methodNotAllowed),
    },
    close: () => deliveries.close(),
  };
}
