import { Field, ID, InputType } from 'type-graphql';
import type { DeadLetterReason as Reason } from '#kernel/errors/delivery-error.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import type { DeadLetterFilter as KeptFilter } from '#kernel/messaging/dead-letters.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { DeadLetterReason } from './dead-letter.type.ts';

@InputType({ description: 'Dead letters that match all that is given; a list matches any of its values.' })
export class DeadLetterFilter {
  @Field(() => [ID], { nullable: true, description: 'These alone.' })
  readonly ids?: string[] | null;

  @Field(() => String, { nullable: true, description: 'The kind of event, or the door that it came in by.' })
  readonly topic?: string | null;

  @Field(() => String, { nullable: true, description: 'Who could not handle it.' })
  readonly consumer?: string | null;

  @Field(() => [DeadLetterReason], { nullable: true, description: 'Why it was given up.' })
  readonly reason?: Reason[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Given up later than this.' })
  readonly failedAfter?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Given up earlier than this.' })
  readonly failedBefore?: Date | null;
}

export const isEmptyFilter = (filter: DeadLetterFilter): boolean =>
  Object.values(filter).every((value) => value === null || value === undefined);

/** Ids that were never given out match nothing. */
export const asKeptFilter = ({ ids, topic, consumer, reason, failedAfter, failedBefore }: DeadLetterFilter): KeptFilter => ({
  // an empty text or list is a condition that nothing meets: dropped, it would match everything
  ids: ids?.filter(isId),
  topic: topic ?? undefined,
  consumer: consumer ?? undefined,
  reason: reason ?? undefined,
  failedAfter: failedAfter ?? undefined,
  failedBefore: failedBefore ?? undefined,
});
