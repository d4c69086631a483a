import type { Ctx } from '#kernel/tenancy/context.ts';
import { type Conversation, replyToAt } from './conversation.entity.ts';

/** Where an answer to the latest inbound message goes; null: to the person. */
export const openReplyTo = async (ctx: Ctx, { id, replyTo }: Conversation): Promise<string | null> =>
  replyTo ? ctx.vault.open(replyToAt(id), replyTo) : null;
