import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/** Something about a conversation changed that watchers want to see. Published by `conversations`, keyed by conversation. */
export const conversationChanged = defineEvent({
  type: 'conversation-changed',
  version: 1,
  data: z.object({
    conversationId: z.uuid(),
    change: z.enum(['MESSAGE_SENT', 'MESSAGE_CHANGED', 'DELIVERY', 'STATUS', 'ASSIGNEE', 'LABELS', 'NOTE', 'VIEWERS']),
    messageId: z.uuid().nullable(),
  }),
});
