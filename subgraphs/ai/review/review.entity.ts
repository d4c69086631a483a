import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { ReviewStatus } from './review-status.ts';

export const ReviewReason = {
  LOW_CONFIDENCE: 'LOW_CONFIDENCE',
  POLICY: 'POLICY',
  BUDGET: 'BUDGET',
  PROVIDER_DOWN: 'PROVIDER_DOWN',
  SAMPLED: 'SAMPLED',
  UNSAFE: 'UNSAFE',
} as const;
export type ReviewReason = keyof typeof ReviewReason;
registerEnumType(ReviewReason, {
  name: 'ReviewReason',
  description: 'Why a person has to decide.',
  valuesConfig: {
    LOW_CONFIDENCE: { description: 'The machine was less sure than the tenant asks for, or has no draft at all.' },
    POLICY: {
      description:
        'Never answered by the machine alone: complaints, replies with personal data, promises or statements that no passage makes, and every reply while auto-reply is off.',
    },
    BUDGET: { description: "The month's budget for models is spent: there is no draft." },
    PROVIDER_DOWN: { description: 'No model answers: there is no draft.' },
    SAMPLED: {
      description: 'Sure enough, and drawn for review before anything about it was known: it shows whether the machine is right.',
    },
    UNSAFE: { description: 'The draft has words that no business should send.' },
  },
});

const ReviewSchema = defineEntity({
  name: 'Review',
  tableName: 'review',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    runId: p.uuid(),
    conversationId: p.uuid(),
    contactId: p.uuid(),
    revision: p.integer(),
    status: p.string().$type<ReviewStatus>(),
    reason: p.string().$type<ReviewReason>(),
    confidence: p.double().$type<number>().nullable(),
    priority: p.double().$type<number>(),
    dueAt: p.datetime().nullable(),
    /** When the platform takes no reply that a person approved either; never before `dueAt`. */
    expiresAt: p.datetime().nullable(),
    claimedBy: p.string().nullable(),
    claimToken: p.integer(),
    claimExpiresAt: p.datetime().nullable(),
    decidedBy: p.string().nullable(),
    decidedAt: p.datetime().nullable(),
    decisionKey: p.string().nullable(),
    /** Until then the decision can be taken back; null once it is final, or where nothing was held. */
    heldUntil: p.datetime().nullable(),
    /** Since when the decision counts for what is learned: nobody can take it back. */
    finalAt: p.datetime().nullable(),
    /** Drafts that the reviewer asked for after the agents' own. */
    redrafts: p.integer().default(0),
    /** Sealed. */
    finalText: p.blob().nullable(),
    edited: p.boolean(),
    /** Share of the words that the reviewer changed. */
    editDistance: p.double().$type<number>().nullable(),
    /** Sealed: a reviewer may quote the customer. */
    rejectionReason: p.blob().nullable(),
    /** The last approval's id; kept after a refusal, so that a late delivery of it is recognised. */
    replyId: p.uuid().nullable(),
    replyMessageId: p.uuid().nullable(),
    refusalCode: p.string().nullable(),
    refusalMessage: p.string().nullable(),
    refusedAt: p.datetime().nullable(),
    supersededById: p.uuid().nullable(),
    createdAt: p.datetime(),
  },
});

@ObjectType('Review', { description: 'A reply that waits for a person, or that a person has decided.', simpleResolvers: true })
@Key('id')
@RequiresScopes([['reviews:read']])
export class Review extends ReviewSchema.class {
  @Field(() => ID, { description: 'Stable id.' })
  declare id: string;
  @Field(() => ReviewStatus, { description: 'Where it stands.' })
  declare status: ReviewStatus;
  @Field(() => ReviewReason, { description: 'Why a person has to decide.' })
  declare reason: ReviewReason;
  @Field(() => Float, {
    nullable: true,
    description: 'Probability that a reviewer would send the draft unchanged; null without a draft.',
  })
  declare confidence: number | null | undefined;
  @Field(() => Float, { description: 'Larger is more urgent: reply window, tier and waiting time. Stable while it waits.' })
  declare priority: number;
  @Field(() => DateTime, {
    nullable: true,
    description: 'When the platform stops accepting a reply of the machine; a person may have longer. Null where it never does.',
  })
  declare dueAt: Date | null | undefined;
  @Field(() => Float, {
    nullable: true,
    description:
      'Share of the words of the draft that the reviewer changed; 0 where it was sent as it stood, null before an approval.',
  })
  declare editDistance: number | null | undefined;
  @Field(() => DateTime, { description: 'When it was added.' })
  declare createdAt: Date;
}
ReviewSchema.setClass(Review);

/** A member's claim that has not run out. An expired one is free for all, whether or not the task has released it yet. */
export const isHeld = (review: Review, now: Date): boolean =>
  review.status === ReviewStatus.CLAIMED && review.claimExpiresAt != null && review.claimExpiresAt > now;
