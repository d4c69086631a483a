import type { Answer, Call } from '../harness/call.ts';
import { GraphError } from './graph-error.ts';
import { appId, type MetaWorld, type StoredMessage, type Thread } from './meta-world.ts';
import { parseSendRequest, type SendRequest } from './send-request.ts';
import { metaWebhook } from './webhook-body.ts';
import type { WebhookDeliveries } from './webhook-deliveries.ts';

const hourMs = 3_600_000;
const windowMs = 24 * hourMs;
const humanAgentWindowMs = 7 * 24 * hourMs;

export function sendMessage(world: MetaWorld, deliveries: WebhookDeliveries, accountId: string, call: Call): Answer {
  const request = parseSendRequest(world.surface, call);
  if (request.kind === 'action') return { status: 200, body: { recipient_id: request.personId } };
  const thread = world.thread(accountId, request.personId);
  refuseOverRate(world, accountId);
  refuseUnavailable(world, thread);
  refuseOutsideWindow(world, thread, request);
  const message: StoredMessage = {
    mid: world.newMid(),
    fromAccount: true,
    text: request.text,
    attachments: [],
    ...(request.metadata === undefined ? {} : { metadata: request.metadata }),
    sentAt: Date.now(),
  };
  world.store(thread, message);
  announce(world, deliveries, thread, message, call.withholdEcho);
  return { status: 200, body: { recipient_id: request.personId, message_id: message.mid } };
}

/** As the header of Meta's page "Rate limiting" has it; the time is in minutes. */
function refuseOverRate(world: MetaWorld, accountId: string): void {
  if (world.sends.takes(accountId, world.settings.sendsPerSecond)) return;
  const use = { type: 'messenger', call_count: 100, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: 1 };
  const [message, code] = ['(#80006) There have been too many calls to this Messenger account.', 80006];
  const headers = { 'x-business-use-case-usage': JSON.stringify({ [accountId]: [use] }) };
  throw new GraphError(message, code, undefined, 'OAuthException', 400, headers);
}

function refuseUnavailable({ settings, surface }: MetaWorld, { accountId, personId, isHeldByOther }: Thread): void {
  if (settings.restrictedAccounts.includes(accountId)) {
    throw new GraphError('(#10) The account is restricted from sending messages for the moment.', 10, 1893063);
  }
  if (settings.unavailablePersons.includes(personId)) {
    throw new GraphError("(#551) This person isn't available right now.", 551, 1545041);
  }
  if (isHeldByOther) throw new GraphError('(#10) Another app is controlling this thread now.', 10, surface.heldSubcode);
}

/** A person who never wrote here is let through: nothing is known of them, and no set-up should be needed. */
function refuseOutsideWindow({ surface }: MetaWorld, thread: Thread, request: SendRequest & { kind: 'message' }): void {
  if (thread.lastActionAt === undefined) return;
  const openMs =
    request.tag === undefined ? windowMs : request.tag === 'HUMAN_AGENT' ? humanAgentWindowMs : Number.POSITIVE_INFINITY;
  if (Date.now() - thread.lastActionAt <= openMs) return;
  throw new GraphError('(#10) This message is sent outside of allowed window.', 10, surface.windowSubcode);
}

// The webhooks do not wait for the answer to the send, and the app may well see them first: that is how the original does it.
function announce(
  world: MetaWorld,
  deliveries: WebhookDeliveries,
  thread: Thread,
  message: StoredMessage,
  withhold: boolean,
): void {
  const { accountId, personId } = thread;
  const { settings, surface } = world;
  const options = { startAfterMs: settings.echoDelayMs };
  if (settings.echoes && !withhold && world.isSubscribed(accountId, surface.fieldOf.echo)) {
    const { mid, text, metadata } = message;
    const echo = { mid, text, is_echo: true, app_id: appId, ...(metadata === undefined ? {} : { metadata }) };
    const item = { sender: { id: accountId }, recipient: { id: personId }, timestamp: message.sentAt, message: echo };
    void deliveries.deliver('echo', metaWebhook(surface.object, [{ accountId, item }]), options);
  }
  if (settings.deliveryReceipts && world.isSubscribed(accountId, surface.fieldOf.delivery)) {
    const delivery = { mids: [message.mid], watermark: message.sentAt };
    const item = { sender: { id: personId }, recipient: { id: accountId }, timestamp: Date.now(), delivery };
    void deliveries.deliver('delivery', metaWebhook(surface.object, [{ accountId, item }]), options);
  }
}
