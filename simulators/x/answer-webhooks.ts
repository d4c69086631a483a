import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { checkCrc } from './check-crc.ts';
import { parseBody } from './parse-request.ts';
import { invalidRequest, notFound } from './x-problem.ts';
import { firstWebhookId, type Webhook, type XWorld } from './x-world.ts';

const requestSchema = z.strictObject({ url: z.url() });

/** `/2/webhooks`. Each is checked when it is made and when it is PUT; a simulated one may be plain http on this machine. */
export async function answerWebhooks(world: XWorld, id: string | undefined, call: Call): Promise<Answer> {
  const first: Webhook = {
    id: firstWebhookId,
    url: world.settings.webhookUrl,
    valid: true,
    createdAt: '2026-01-15T12:00:00.000Z',
  };
  const all = [first, ...world.webhooks];
  if (id === undefined && call.method === 'GET') {
    return { status: 200, body: { data: all.map(show), meta: { result_count: all.length } } };
  }
  if (id === undefined && call.method === 'POST') return create(world, all, call);
  const webhook = all.find((each) => each.id === id);
  if (!webhook) throw notFound();
  if (call.method === 'PUT') {
    webhook.valid = (await checkCrc(webhook.url, world.settings.consumerSecret)).verified;
    return { status: 200, body: { data: { attempted: true } } };
  }
  if (call.method !== 'DELETE' || webhook === first) throw notFound();
  world.webhooks.splice(world.webhooks.indexOf(webhook), 1);
  return { status: 200, body: { data: { deleted: true } } };
}

async function create(world: XWorld, all: readonly Webhook[], call: Call): Promise<Answer> {
  const { url } = parseBody(requestSchema, call);
  if (all.some((each) => each.url === url)) throw invalidRequest('$.url', url, 'DuplicateUrlFailed');
  if (!isAllowed(new URL(url))) throw invalidRequest('$.url', url, 'UrlValidationFailed');
  if (!(await checkCrc(url, world.settings.consumerSecret)).verified) throw invalidRequest('$.url', url, 'CrcValidationFailed');
  const webhook = { id: world.newId(), url, valid: true, createdAt: new Date().toISOString() };
  world.webhooks.push(webhook);
  return { status: 200, body: { data: show(webhook) } };
}

/** https without a port, as X demands; nothing but this machine is ever called. */
const isAllowed = (url: URL): boolean => url.hostname === '127.0.0.1' && ['http:', 'https:'].includes(url.protocol);

const show = ({ id, url, valid, createdAt }: Webhook): Record<string, unknown> => ({ id, url, valid, created_at: createdAt });
