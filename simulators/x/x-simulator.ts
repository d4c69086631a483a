import { z } from 'zod';
import { methodNotAllowed, parseControl } from '../harness/parse-control.ts';
import type { Random } from '../harness/seeded-random.ts';
import type { Service } from '../harness/service.ts';
import { xApi } from './answer-x.ts';
import { checkCrc } from './check-crc.ts';
import { receiveInbound } from './receive-inbound.ts';
import { XCaps } from './x-caps.ts';
import { XDeliveries } from './x-deliveries.ts';
import { initialXSettings, type XOptions, xSettingsPatchSchema } from './x-settings.ts';
import { XWorld } from './x-world.ts';

const rawWebhookSchema = z.record(z.string(), z.unknown());

export function createX(options: XOptions, random: Random): Service {
  const world = new XWorld(initialXSettings(options), random);
  const caps = new XCaps();
  const deliveries = new XDeliveries(() => world.settings);
  return {
    name: 'x',
    answer: xApi(world, deliveries, caps),
    control: {
      _inbound: (call) => (call.method === 'POST' ? receiveInbound(world, deliveries, call) : methodNotAllowed),
      _settings: (call) => {
        if (call.method === 'PUT') {
          const patch = parseControl(xSettingsPatchSchema, call);
          world.settings = {
            ...world.settings,
            ...patch,
            caps: { ...world.settings.caps, ...patch.caps },
            names: { ...world.settings.names, ...patch.names },
          };
        } else if (call.method !== 'GET') return methodNotAllowed;
        return { status: 200, body: { ...world.settings, consumerSecret: '[redacted]' } };
      },
      // anything else that X sends, malformed bodies too: signed and delivered as given, without a retry
      _webhook: async (call) => {
        if (call.method !== 'POST') return methodNotAllowed;
        const status = await deliveries.deliver('raw', parseControl(rawWebhookSchema, call), { retry: false });
        return { status: 200, body: { status } };
      },
      _webhooks: (call) => (call.method === 'GET' ? { status: 200, body: deliveries.kept } : methodNotAllowed),
      _verify: async (call) =>
        call.method === 'POST'
          ? { status: 200, body: await checkCrc(world.settings.webhookUrl, world.settings.consumerSecret) }
          : methodNotAllowed,
      '_reset-caps': (call) => {
        if (call.method !== 'POST') return methodNotAllowed;
        caps.clear();
        return { status: 200, body: { reset: true } };
      },
    },
    close: () => deliveries.close(),
  };
}
