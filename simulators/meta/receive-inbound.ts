import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { parseControl } from '../harness/parse-control.ts';
import type { MetaWorld } from './meta-world.ts';
import { metaWebhook, type WebhookUpdate } from './webhook-body.ts';
import type { WebhookDeliveries } from './webhook-deliveries.ts';

const attachmentSchema = z.strictObject({ type: z.string().regex(/^[a-z_]+$/), url: z.string().min(1).optional() });

const inboundFields = {
  text: z.string().min(1).optional(),
  attachments: z.array(attachmentSchema).min(1).max(30).optional(),
  mid: z.string().min(1).optional(),
  /** Milliseconds; an old one is how a test closes the 24 h window. */
  timestamp: z.int().min(0).optional(),
  name: z.string().min(1).optional(),
  /** false: one attempt, as the answer reports it. */
  retry: z.boolean().optional(),
};
type Inbound = z.output<z.ZodObject<typeof inboundFields>> & Record<string, unknown>;

/** A person writes: one signed webhook, with one entry for each message when several are given. */
export async function receiveInbound(world: MetaWorld, deliveries: WebhookDeliveries, call: Call): Promise<Answer> {
  const { surface } = world;
  const { account, person } = surface.keys;
  const id = z.string().min(1);
  const inboundSchema = z
    .strictObject({ ...inboundFields, [account]: id, [person]: id })
    .refine(({ text, attachments }) => text !== undefined || attachments !== undefined, 'give text, attachments or both');
  const inboundsSchema = z.preprocess((body) => (Array.isArray(body) ? body : [body]), z.array(inboundSchema).min(1).max(1000));
  const inbounds = parseControl(inboundsSchema, call) as Inbound[];
  const updates: WebhookUpdate[] = [];
  const mids: string[] = [];
  for (const { text, attachments, name, mid = world.newMid(), timestamp = Date.now(), ...ids } of inbounds) {
    const [accountId, personId] = [String(ids[account]), String(ids[person])];
    const thread = world.thread(accountId, personId);
    thread.lastActionAt = Math.max(thread.lastActionAt ?? 0, timestamp);
    world.store(thread, { mid, fromAccount: false, text: text ?? '', attachments: attachments ?? [], sentAt: timestamp });
    if (name !== undefined) world.names.set(personId, name);
    mids.push(mid);
    const isStandby = thread.isHeldByOther;
    if (!world.isSubscribed(accountId, isStandby ? 'standby' : surface.fieldOf.message)) continue;
    const message = { mid, ...(text && { text }), ...(attachments && { attachments: attachments.map(webhookAttachment) }) };
    updates.push({ accountId, isStandby, item: { sender: { id: personId }, recipient: { id: accountId }, timestamp, message } });
  }
  if (updates.length === 0)
    return { status: 200, body: { mid: mids[0], mids, status: null, reason: 'the app is not subscribed' } };
  const retry = inbounds.every((inbound) => inbound.retry !== false);
  const status = await deliveries.deliver('inbound', metaWebhook(surface.object, updates), { retry });
  return { status: 200, body: { mid: mids[0], mids, status } };
}

const webhookAttachment = ({ type, url }: z.output<typeof attachmentSchema>): object => ({
  type,
  ...(url !== undefined && { payload: { url } }),
});
