import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '#kernel/graph/scalars.ts';
import type { FoundThreshold } from './find-threshold.ts';
import type { Gate } from './gate.ts';

export const CalibratorKind = { NONE: 'NONE', PLATT: 'PLATT', ISOTONIC: 'ISOTONIC' } as const;
export type CalibratorKind = keyof typeof CalibratorKind;
registerEnumType(CalibratorKind, {
  name: 'CalibratorKind',
  description: 'What turns a score into a probability.',
  valuesConfig: {
    NONE: { description: 'Too few decisions: confidence says which of two replies is surer, and no more.' },
    PLATT: {
      description: 'A curve, from 100 decisions on; it may leap where decisions show that what is good begins at a step.',
    },
    ISOTONIC: { description: 'Steps, from 1,000 decisions on, where they tell more than the curve.' },
  },
});

export const HeadKind = { SHIPPED: 'SHIPPED', OWN: 'OWN' } as const;
export type HeadKind = keyof typeof HeadKind;
registerEnumType(HeadKind, {
  name: 'HeadKind',
  description: 'What scores a draft before its score becomes a probability.',
  valuesConfig: {
    SHIPPED: { description: 'The same for every tenant.' },
    OWN: { description: "Learned from the tenant's decisions, with a correction for each channel, provider and intent." },
  },
});

export const ShadowReason = {
  RECIPE_CHANGED: 'RECIPE_CHANGED',
  KNOWLEDGE_CHANGED: 'KNOWLEDGE_CHANGED',
  MORE_ERRORS: 'MORE_ERRORS',
} as const;
export type ShadowReason = keyof typeof ShadowReason;
registerEnumType(ShadowReason, {
  name: 'ShadowReason',
  description: 'Why everything is reviewed until decisions show again that the target error holds.',
  valuesConfig: {
    RECIPE_CHANGED: { description: 'Another model, prompt, provider or embedding writes the replies.' },
    KNOWLEDGE_CHANGED: { description: 'More than a fifth of the passages changed.' },
    MORE_ERRORS: { description: 'Audited replies were wrong more often than chance and the target error allow.' },
  },
});

@ObjectType('ConfidenceGate', {
  description: 'What decides whether a reply goes out without review, for the model that wrote the latest draft.',
  simpleResolvers: true,
})
export class GateView {
  @Field(() => Float, {
    nullable: true,
    description:
      'Found from decisions for the target error. Null: nothing goes out unseen, or the tenant sets the threshold itself.',
  })
  readonly threshold: number | null;
  @Field(() => Int, { description: 'Decided drafts at or above the threshold when it was found.' })
  readonly decisions: number;
  @Field(() => Int, { description: 'Decisions that count: on audited messages, or made while nothing went out unseen.' })
  readonly counted: number;
  @Field(() => Float, { nullable: true, description: 'Share of the drafts at or above the threshold when it was found.' })
  readonly coverage: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'The error of what goes out unseen is not above it, with a certainty of 95 % over all looks together.',
  })
  readonly errorRateUpper: number | null;
  @Field(() => Int, {
    description:
      'While there is no threshold: how many more decisions it takes at least, if all of them leave the draft as it is.',
  })
  readonly moreDecisions: number;
  @Field(() => Int, { description: 'Decisions that count until the threshold is looked for again.' })
  readonly nextLookAfter: number;
  @Field(() => CalibratorKind, { description: 'What turns a score into a probability.' })
  readonly calibrator: CalibratorKind;
  @Field(() => Int, { description: 'Decisions that it learned from.' })
  readonly calibratorDecisions: number;
  @Field(() => HeadKind, { description: 'What scores the drafts.' })
  readonly head: HeadKind;
  @Field(() => Int, { nullable: true, description: "The tenant's own head's: the `version` that took it into use." })
  readonly headVersion: number | null;
  @Field(() => Int, { description: "Decisions that the tenant's own head learned from." })
  readonly headDecisions: number;
  @Field(() => Int, { description: 'Rises whenever it is derived again.' })
  readonly version: number;
  @Field(() => DateTime, { nullable: true, description: 'Since when everything is reviewed because of a change.' })
  readonly shadowSince: Date | null;
  @Field(() => ShadowReason, { nullable: true, description: 'Which change that was.' })
  readonly shadowReason: ShadowReason | null;

  constructor(gate: Gate) {
    const found: Extract<FoundThreshold, { kind: 'found' }> | null =
      gate.threshold !== null && gate.last?.kind === 'found' ? gate.last : null;
    this.threshold = gate.threshold;
    this.decisions = found?.decisions ?? 0;
    this.counted = gate.counted;
    this.coverage = found?.coverage ?? null;
    this.errorRateUpper = found?.errorUpper ?? null;
    this.moreDecisions = gate.moreDecisions;
    this.nextLookAfter = gate.nextLookAfter;
    this.calibrator = gate.calibrator.kind.toUpperCase() as CalibratorKind;
    this.calibratorDecisions = gate.calibrator.kind === 'none' ? 0 : gate.calibrator.decisions;
    this.head = gate.head ? HeadKind.OWN : HeadKind.SHIPPED;
    this.headVersion = gate.head?.version ?? null;
    this.headDecisions = gate.head?.decisions ?? 0;
    this.version = gate.version;
    this.shadowSince = gate.shadow === null ? null : new Date(gate.shadow.since);
    this.shadowReason = gate.shadow?.why ?? null;
  }
}

@ObjectType({ description: "What a threshold would have done to the tenant's decided replies.", simpleResolvers: true })
export class ThresholdPoint {
  @Field(() => Float, { description: 'From 0 to 1.' })
  readonly threshold!: number;
  @Field(() => Float, { description: 'Share of the replies that would have gone out without review.' })
  readonly autoReplyShare!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Share of those that a reviewer changed or rejected; null where there are none.',
  })
  readonly errorRate!: number | null;
  @Field(() => Float, { description: 'With a certainty of 95 % the true share is not above it.' })
  readonly errorRateUpper95!: number;
  @Field(() => Int, { description: 'How many replies would have gone out.' })
  readonly decisions!: number;
}

@ObjectType({ description: 'One bar of the reliability diagram.', simpleResolvers: true })
export class CalibrationBin {
  @Field(() => Float, { description: 'Confidence from here.' })
  readonly from!: number;
  @Field(() => Float, { description: 'To here.' })
  readonly to!: number;
  @Field(() => Int, { description: 'Decided drafts of this confidence.' })
  readonly decisions!: number;
  @Field(() => Float, { nullable: true, description: 'What was said of them; null without decisions.' })
  readonly meanConfidence!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'What came true: the share that a reviewer sent unchanged, each decision weighted for those that nobody saw.',
  })
  readonly approvedUnchanged!: number | null;
}
