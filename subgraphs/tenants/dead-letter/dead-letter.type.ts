import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { DeadLetterReason as Reason } from '#kernel/errors/delivery-error.ts';
import { connectionOf } from '#kernel/graph/connection.ts';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime, Json } from '#kernel/graph/scalars.ts';
import type { DeadLetter as KeptDeadLetter } from '#kernel/messaging/dead-letters.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { ConversationReference } from '../references/conversation.type.ts';

export const DeadLetterReason: { readonly [Name in Reason]: Name } = {
  RETRIES_EXHAUSTED: 'RETRIES_EXHAUSTED',
  CIRCUIT_OPEN: 'CIRCUIT_OPEN',
  INVALID_PAYLOAD: 'INVALID_PAYLOAD',
  REJECTED_BY_PLATFORM: 'REJECTED_BY_PLATFORM',
  REJECTED_BY_CRM: 'REJECTED_BY_CRM',
  BUG: 'BUG',
};

registerEnumType(DeadLetterReason, {
  name: 'DeadLetterReason',
  description: 'Why work was given up.',
  valuesConfig: {
    RETRIES_EXHAUSTED: { description: 'It failed each time that it was tried.' },
    CIRCUIT_OPEN: { description: 'What it needs was away for too long.' },
    INVALID_PAYLOAD: { description: 'It is not what its sender promised to send.' },
    REJECTED_BY_PLATFORM: { description: 'The social platform refused it for good.' },
    REJECTED_BY_CRM: { description: 'The CRM refused it for good.' },
    BUG: { description: 'Parley failed at it.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'Work that ran out of retries. Nothing in it is lost: it can be replayed.',
})
@Key('id')
@RequiresScopes([['operations:read']])
export class DeadLetter {
  @Field(() => ID, { description: 'For replay and discard.' })
  readonly id!: string;

  @Field(() => String, { description: 'The kind of event, or the door that it came in by.' })
  readonly topic!: string;

  @Field(() => String, { description: 'Who could not handle it.' })
  readonly consumer!: string;

  @Field(() => DeadLetterReason, { description: 'Why it was given up.' })
  readonly reason!: Reason;

  @Field(() => String, { description: 'What went wrong, in our words.' })
  readonly error!: string;

  @Field(() => Int, { description: 'How often it was tried.' })
  readonly attempts!: number;

  @Field(() => ID, { nullable: true, description: 'The conversation that it belongs to, where it belongs to one.' })
  readonly conversationId!: string | null;

  @Field(() => ConversationReference, { nullable: true, description: 'The same as an entity.' })
  readonly conversation!: ConversationReference | null;

  @Field(() => Json, { nullable: true, description: 'The event without what belongs to a person.' })
  @RequiresScopes([['operations:manage']])
  readonly payload!: unknown;

  @Field(() => DateTime, { description: 'When it was given up.' })
  readonly failedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was put back to be tried again.' })
  readonly replayedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When a member decided that it is not to be tried again.' })
  readonly discardedAt!: Date | null;
}

export const { Connection: DeadLetterConnection } = connectionOf('DeadLetter', () => DeadLetter);

export const asDeadLetter = ({ tenant: _tenant, conversationKey: _key, data, ...kept }: KeptDeadLetter): DeadLetter => {
  const named = (data as { conversationId?: unknown } | null)?.conversationId;
  const conversationId = typeof named === 'string' && isId(named) ? named : null;
  return { ...kept, conversationId, conversation: conversationId === null ? null : { id: conversationId }, payload: data };
};
