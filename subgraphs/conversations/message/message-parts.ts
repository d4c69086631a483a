import { batched } from '#kernel/graph/batched.ts';
import { rowsBy } from '#kernel/graph/rows-by.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Conversation } from '../conversation/conversation.entity.ts';
import { findConversation } from '../conversation/find-conversation.ts';
import { Delivery } from '../delivery/delivery.entity.ts';
import { type Message, MessageDirection } from './message.entity.ts';

export const conversationOf = (ctx: Ctx, { conversation }: Message): Promise<Conversation | null> =>
  findConversation(ctx, conversation.id);

// a delivery has its message's id
const findDelivery = batched(rowsBy(Delivery, 'id'));

export const deliveryOf = async (ctx: Ctx, { id, direction }: Message): Promise<Delivery | null> =>
  direction === MessageDirection.OUTBOUND ? findDelivery(ctx, id) : null;
