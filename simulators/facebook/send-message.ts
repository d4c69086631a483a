import type { Answer, Call } from '../harness/call.ts';
import { appId, type FacebookWorld, type StoredMessage, type Thread } from './facebook-world.ts';
import { GraphError } from './graph-error.ts';
import { parseSendRequest, type SendRequest } from './send-request.ts';
import { pageWebhook } from './webhook-body.ts';
import type { WebhookDeliveries } from './webhook-deliveries.ts';

const hourMs = 3_600_000;
const windowMs = 24 * hourMs;
const humanAgentWindowMs = 7 * 24 * hourMs;

export function sendMessage(world: FacebookWorld, deliveries: WebhookDeliveries, pageId: string, call: Call): Answer {
  const request = parseSendRequest(call);
  if (request.kind === 'action') return { status: 200, body: { recipient_id: request.psid } };
  const thread = world.thread(pageId, request.psid);
  refuseOutsideWindow(thread, request);
  const message: StoredMessage = {
    mid: world.newMid(),
    fromPage: true,
    text: request.text,
    ...(request.metadata === undefined ? {} : { metadata: request.metadata }),
    sentAt: Date.now(),
  };
  world.store(thread, message);
  announce(world, deliveries, thread, message, call.withholdEcho);
  return { status: 200, body: { recipient_id: request.psid, message_id: message.mid } };
}

/** A person who never wrote here is let through: nothing is known of them, and no set-up should be needed. */
function refuseOutsideWindow(thread: Thread, request: SendRequest & { kind: 'message' }): void {
  if (thread.lastInboundAt === undefined) return;
  const openMs =
    request.tag === undefined ? windowMs : request.tag === 'HUMAN_AGENT' ? humanAgentWindowMs : Number.POSITIVE_INFINITY;
  if (Date.now() - thread.lastInboundAt <= openMs) return;
  throw new GraphError('(#10) This message is sent outside of allowed window.', 10, 2018278);
}

// The webhooks do not wait for the answer to the send, and the app may well see them first: that is how the original does it.
function announce(
  world: FacebookWorld,
  deliveries: WebhookDeliveries,
  thread: Thread,
  message: StoredMessage,
  withhold: boolean,
): void {
  const { pageId, psid } = thread;
  const { settings } = world;
  if (settings.echoes && !withhold && world.isSubscribed(pageId, 'message_echoes')) {
    const { mid, text, metadata } = message;
    const echo = { mid, text, is_echo: true, app_id: appId, ...(metadata === undefined ? {} : { metadata }) };
    const item = { sender: { id: pageId }, recipient: { id: psid }, timestamp: message.sentAt, message: echo };
    void deliveries.deliver('echo', pageWebhook([{ pageId, item }]), { startAfterMs: settings.echoDelayMs });
  }
  if (settings.deliveryReceipts && world.isSubscribed(pageId, 'message_deliveries')) {
    const delivery = { mids: [message.mid], watermark: message.sentAt };
    const item = { sender: { id: psid }, recipient: { id: pageId }, timestamp: Date.now(), delivery };
    void deliveries.deliver('delivery', pageWebhook([{ pageId, item }]), { startAfterMs: settings.echoDelayMs });
  }
}
