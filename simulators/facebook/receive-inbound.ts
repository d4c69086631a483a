import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { parseControl } from '../harness/parse-control.ts';
import type { FacebookWorld } from './facebook-world.ts';
import { pageWebhook } from './webhook-body.ts';
import type { WebhookDeliveries } from './webhook-deliveries.ts';

const inboundSchema = z.strictObject({
  pageId: z.string().min(1),
  psid: z.string().min(1),
  text: z.string().min(1),
  mid: z.string().min(1).optional(),
  /** Milliseconds; an old one is how a test closes the 24 h window. */
  timestamp: z.int().min(0).optional(),
  name: z.string().min(1).optional(),
  /** false: one attempt, as the answer reports it. */
  retry: z.boolean().optional(),
});

const inboundsSchema = z.preprocess((body) => (Array.isArray(body) ? body : [body]), z.array(inboundSchema).min(1).max(1000));

/** A person writes: one signed webhook, with one entry for each message when several are given. */
export async function receiveInbound(world: FacebookWorld, deliveries: WebhookDeliveries, call: Call): Promise<Answer> {
  const inbounds = parseControl(inboundsSchema, call);
  const updates: Parameters<typeof pageWebhook>[0] = [];
  const mids: string[] = [];
  for (const { pageId, psid, text, name, mid = world.newMid(), timestamp = Date.now() } of inbounds) {
    const thread = world.thread(pageId, psid);
    thread.lastInboundAt = Math.max(thread.lastInboundAt ?? 0, timestamp);
    world.store(thread, { mid, fromPage: false, text, sentAt: timestamp });
    if (name !== undefined) world.names.set(psid, name);
    mids.push(mid);
    if (!world.isSubscribed(pageId, 'messages')) continue;
    updates.push({ pageId, item: { sender: { id: psid }, recipient: { id: pageId }, timestamp, message: { mid, text } } });
  }
  if (updates.length === 0)
    return { status: 200, body: { mid: mids[0], mids, status: null, reason: 'the app is not subscribed' } };
  const retry = inbounds.every((inbound) => inbound.retry !== false);
  const status = await deliveries.deliver('inbound', pageWebhook(updates), { retry });
  return { status: 200, body: { mid: mids[0], mids, status } };
}
