import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#kernel/graph/scalars.ts';
import { DeliveryStatus } from './delivery-states.ts';

const DeliverySchema = defineEntity({
  name: 'Delivery',
  tableName: 'delivery',
  schema: '*',
  properties: {
    /** Its message's id. */
    id: p.uuid().primary(),
    conversationId: p.uuid(),
    channelId: p.uuid(),
    contactId: p.uuid(),
    replyId: p.uuid().nullable(),
    runId: p.uuid().nullable(),
    reviewId: p.uuid().nullable(),
    memberId: p.text().nullable(),
    revision: p.integer(),
    status: p.enum(() => DeliveryStatus),
    attempts: p.integer().default(0),
    error: p.text().nullable(),
    platformMessageId: p.text().nullable(),
    firstStartedAt: p.datetime().nullable(),
    sendingStartedAt: p.datetime().nullable(),
    sentAt: p.datetime().nullable(),
    updatedAt: p.datetime(),
    /** Of how many posts it consists, and which one is under way, from 0. */
    parts: p.integer().default(1),
    part: p.integer().default(0),
  },
});

@ObjectType({ description: 'What became of an outbound message.' })
export class Delivery extends DeliverySchema.class {
  @Field(() => DeliveryStatus, { description: 'Where it stands.' })
  declare status: DeliveryStatus;

  @Field(() => String, {
    nullable: true,
    description: "The platform's own id of the message, once it is known; of a long one, that of its first post.",
  })
  declare platformMessageId: string | null;

  @Field(() => Int, { description: 'How often it was posted.' })
  declare attempts: number;

  @Field(() => String, { nullable: true, description: 'Why the latest post was refused or is uncertain.' })
  declare error: string | null;

  @Field(() => DateTime, { description: 'When it reached its status.' })
  declare updatedAt: Date;
}
DeliverySchema.setClass(Delivery);

/** Where the personal column of a delivery stands; its subject is its contact. */
export const sentToAt = (deliveryId: string) => ({ table: 'delivery', column: 'reply_to', rowId: deliveryId }) as const;
