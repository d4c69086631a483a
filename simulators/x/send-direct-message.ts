import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { announceDirectMessage } from './announce.ts';
import { parseBody } from './parse-request.ts';
import type { XDeliveries } from './x-deliveries.ts';
import { forbidden, invalidRequest } from './x-problem.ts';
import { conversationOf, type XWorld } from './x-world.ts';

const requestSchema = z.strictObject({
  text: z.string().min(1).max(10_000).optional(),
  attachments: z.array(z.strictObject({ media_id: z.string() })).optional(),
});

/** `POST /2/dm_conversations/with/{id}/messages`. Attachments are not played. */
export function sendDirectMessage(
  world: XWorld,
  deliveries: XDeliveries,
  senderId: string,
  recipientId: string,
  call: Call,
): Answer {
  if (!/^\d{1,19}$/.test(recipientId)) {
    throw invalidRequest(
      'participant_id',
      recipientId,
      `The \`participant_id\` query parameter value [${recipientId}] is not valid`,
    );
  }
  const { text, attachments } = parseBody(requestSchema, call);
  if (text === undefined) {
    throw invalidRequest(
      '$.text',
      '',
      attachments ? '$.attachments: is not played here' : '$.text: is missing but it is required',
    );
  }
  if (world.settings.closedToDirectMessages.includes(recipientId)) {
    throw forbidden('You do not have permission to DM one or more participants.');
  }
  const message = { id: world.newId(), senderId, recipientId, text, sentAt: Date.now() };
  world.directMessages.push(message);
  if (!call.withholdEcho) announceDirectMessage(world, deliveries, senderId, message);
  return {
    status: 201,
    body: { data: { dm_conversation_id: conversationOf(senderId, recipientId), dm_event_id: message.id } },
  };
}
