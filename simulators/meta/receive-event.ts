import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { BadControl, parseControl } from '../harness/parse-control.ts';
import { appId, type MetaWorld, type StoredMessage, type Thread } from './meta-world.ts';
import type { PersonEvent } from './surface.ts';
import { metaWebhook } from './webhook-body.ts';
import type { WebhookDeliveries } from './webhook-deliveries.ts';

const otherAppId = '704000000000002';

const eventSchema = z.discriminatedUnion('event', [
  /** Without a `mid`: the person's latest message. */
  z.strictObject({ event: z.literal('edit'), mid: z.string().min(1).optional(), text: z.string().min(1) }),
  z.strictObject({ event: z.literal('unsend'), mid: z.string().min(1).optional() }),
  z.strictObject({ event: z.literal('reaction'), mid: z.string().min(1).optional(), emoji: z.string().min(1).default('👍') }),
  z.strictObject({ event: z.literal('postback'), title: z.string().min(1), payload: z.string().min(1).default('PAYLOAD') }),
  z.strictObject({ event: z.literal('referral'), ref: z.string().min(1) }),
  z.strictObject({ event: z.literal('optin'), ref: z.string().min(1) }),
  z.strictObject({ event: z.literal('read') }),
  /** Another application takes the thread, or gives it back. */
  z.strictObject({ event: z.literal('hold') }),
  z.strictObject({ event: z.literal('release') }),
]);
type Event = z.output<typeof eventSchema>;

/** A person does something other than write: one signed webhook, where the application is subscribed to it. */
export async function receiveEvent(world: MetaWorld, deliveries: WebhookDeliveries, call: Call): Promise<Answer> {
  const { surface } = world;
  const { account, person } = surface.keys;
  const id = z.string().min(1);
  const ids = parseControl(z.looseObject({ [account]: id, [person]: id }), call);
  const { [account]: accountId = '', [person]: personId = '', ...rest } = ids as Record<string, string>;
  const parsed = eventSchema.safeParse(rest);
  if (!parsed.success) throw new BadControl(z.prettifyError(parsed.error));
  const thread = world.thread(accountId, personId);
  const { kind, content } = play(world, thread, parsed.data);
  const field = thread.isHeldByOther && kind !== 'control' ? 'standby' : surface.fieldOf[kind];
  const sent = { sender: { id: personId }, recipient: { id: accountId }, timestamp: Date.now(), ...content };
  if (content === undefined || !world.isSubscribed(accountId, field)) {
    return { status: 200, body: { status: null, reason: 'the app is not subscribed, or there is nothing to tell' } };
  }
  const body = metaWebhook(surface.object, [{ accountId, item: sent, isStandby: field === 'standby' }]);
  return { status: 200, body: { status: await deliveries.deliver('event', body) } };
}

interface Played {
  readonly kind: PersonEvent;
  /** Undefined: the platform says nothing of it. */
  readonly content: Record<string, unknown> | undefined;
}

function play(world: MetaWorld, thread: Thread, event: Event): Played {
  switch (event.event) {
    case 'edit': {
      const message = messageOf(thread, event.mid);
      message.text = event.text;
      return { kind: 'edit', content: { message_edit: { mid: message.mid, text: event.text, num_edit: 1 } } };
    }
    case 'unsend': {
      const message = messageOf(thread, event.mid);
      thread.messages.splice(thread.messages.indexOf(message), 1);
      return { kind: 'message', content: { message: { mid: message.mid, is_deleted: true } } };
    }
    case 'reaction': {
      const { mid } = messageOf(thread, event.mid);
      return { kind: 'reaction', content: { reaction: { mid, action: 'react', reaction: 'other', emoji: event.emoji } } };
    }
    case 'postback': {
      const { title, payload } = event;
      const mid = world.newMid();
      thread.lastActionAt = Date.now();
      world.store(thread, { mid, fromAccount: false, text: title, attachments: [], sentAt: Date.now() });
      // whoever does not hold the thread is not told the payload (Meta's page "standby")
      return { kind: 'postback', content: { postback: { mid, title, ...(!thread.isHeldByOther && { payload }) } } };
    }
    case 'referral':
      thread.lastActionAt = Date.now();
      return { kind: 'referral', content: { referral: { ref: event.ref, source: 'SHORTLINK', type: 'OPEN_THREAD' } } };
    case 'optin':
      return { kind: 'optin', content: { optin: { ref: event.ref } } };
    case 'read': {
      const read = world.surface.readReceipt(thread);
      return { kind: 'read', content: read && { read } };
    }
    case 'hold':
    case 'release': {
      thread.isHeldByOther = event.event === 'hold';
      const [from, to] = thread.isHeldByOther ? [String(appId), otherAppId] : [otherAppId, String(appId)];
      return {
        kind: 'control',
        content: { pass_thread_control: { previous_owner_app_id: from, new_owner_app_id: to, metadata: '' } },
      };
    }
  }
}

function messageOf(thread: Thread, mid: string | undefined): StoredMessage {
  const found = thread.messages.findLast((message) => (mid === undefined ? !message.fromAccount : message.mid === mid));
  if (!found) throw new BadControl('there is no such message: let the person write first, or give its mid');
  return found;
}
