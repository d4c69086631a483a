import { z } from 'zod';
import type { Call } from '../harness/call.ts';
import { type GraphError, invalidParameter } from './graph-error.ts';
import type { Surface } from './surface.ts';

const messagingTypes = ['RESPONSE', 'UPDATE', 'MESSAGE_TAG'] as const;
const tags = ['HUMAN_AGENT', 'CONFIRMED_EVENT_UPDATE', 'POST_PURCHASE_UPDATE', 'ACCOUNT_UPDATE'] as const;
const senderActions = ['typing_on', 'typing_off', 'mark_seen'] as const;

const maxMetadataCharacters = 1000;

const sendSchema = z.strictObject({
  recipient: z.strictObject({ id: z.string().min(1) }),
  messaging_type: z.enum(messagingTypes).optional(),
  tag: z.enum(tags).optional(),
  message: z.strictObject({ text: z.string().optional(), metadata: z.string().optional() }).optional(),
  sender_action: z.enum(senderActions).optional(),
  notification_type: z.enum(['REGULAR', 'SILENT_PUSH', 'NO_PUSH']).optional(),
  access_token: z.string().optional(),
});

export type SendRequest =
  | { kind: 'action'; personId: string }
  | { kind: 'message'; personId: string; text: string; metadata?: string; tag?: (typeof tags)[number] };

/** Graph takes several encodings; this stand-in takes JSON alone and refuses every key that the reference does not name. */
export function parseSendRequest(surface: Surface, call: Call): SendRequest {
  if (call.body.kind !== 'json') throw invalidParameter('The parameter recipient is required');
  const parsed = sendSchema.safeParse(call.body.value);
  if (!parsed.success) throw toGraphError(parsed.error.issues[0]);
  const { recipient, message, sender_action: action, messaging_type: type, tag } = parsed.data;
  if (action) {
    if (message) throw invalidParameter('message and sender_action cannot be sent together');
    return { kind: 'action', personId: recipient.id };
  }
  if (!message) throw invalidParameter('The parameter message is required');
  if (!type && surface.isTypeRequired) throw invalidParameter('The parameter messaging_type is required');
  if (type === 'MESSAGE_TAG' && !tag) throw invalidParameter('The parameter tag is required for messaging_type MESSAGE_TAG');
  if (type !== 'MESSAGE_TAG' && tag)
    throw invalidParameter(`The parameter tag is not allowed for messaging_type ${type ?? 'RESPONSE'}`);
  const { text, metadata } = message;
  if (!text) throw invalidParameter('Message cannot be empty', 2018034);
  const tooLong = surface.tooLong(text);
  if (tooLong !== undefined) throw invalidParameter(tooLong);
  if (metadata !== undefined && !surface.hasMetadata)
    throw invalidParameter('Invalid keys "metadata" were found in param "message".');
  if (metadata !== undefined && [...metadata].length > maxMetadataCharacters) {
    throw invalidParameter(`Length of param message[metadata] must be less than or equal to ${maxMetadataCharacters}`);
  }
  return {
    kind: 'message',
    personId: recipient.id,
    text,
    ...(metadata === undefined ? {} : { metadata }),
    ...(tag ? { tag } : {}),
  };
}

function toGraphError(issue: z.core.$ZodIssue | undefined): GraphError {
  const path = issue?.path.map(String) ?? [];
  const param = path.slice(1).reduce((outer, key) => `${outer}[${key}]`, path[0] ?? '');
  if (issue?.code === 'unrecognized_keys') {
    return invalidParameter(`Invalid keys "${issue.keys.join(', ')}" were found in param "${param || 'request'}".`);
  }
  if (issue?.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return invalidParameter(`The parameter ${param} is required`);
  }
  return invalidParameter(`Param ${param || 'request'} is not valid: ${issue?.message ?? 'unknown'}`);
}
