import { Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { GateView } from '../confidence/confidence.type.ts';
import { VectorIsolation } from '../connectors/vector-index.ts';
import { Intent } from '../run/run-enums.ts';

registerEnumType(VectorIsolation, {
  name: 'VectorIsolation',
  description: "How a tenant's vectors are kept apart from other tenants' in Pinecone.",
  valuesConfig: {
    NAMESPACE: { description: 'A namespace of its own in an index that tenants share.' },
    INDEX: { description: 'An index of its own: the stronger wall, of which there are few.' },
  },
});

@ObjectType({ description: 'The confidence asked for where the intent is this one.', simpleResolvers: true })
export class IntentThreshold {
  @Field(() => Intent, { description: 'The intent of the message.' })
  readonly intent!: Intent;
  @Field(() => Float, { description: 'From 0 to 1.' })
  readonly threshold!: number;
}

@ObjectType({ description: 'How far the machine may go by itself, and how it speaks.', simpleResolvers: true })
export class AiSettings {
  @Field(() => Boolean, { description: 'False: every reply is reviewed.' })
  readonly autoReply!: boolean;
  @Field(() => Float, {
    description:
      'Replies at or above it are sent without review; complaints never are. Not in force while there is a target error: `gate.threshold` is.',
  })
  readonly confidenceThreshold!: number;
  @Field(() => Float, {
    nullable: true,
    description:
      'The share of replies sent without review that may be ones which a reviewer would have changed or rejected; the threshold is found from decisions. Null: the tenant sets the threshold itself.',
  })
  readonly targetError!: number | null;
  @Field(() => Float, {
    description: 'The share of messages that is drawn for review before anything about them is known, however sure the reply.',
  })
  readonly auditShare!: number;
  @Field(() => GateView, { description: 'What the decisions so far allow.' })
  readonly gate!: GateView;
  @Field(() => [IntentThreshold], { description: 'Where an intent is held to another threshold.' })
  readonly thresholds!: IntentThreshold[];
  @Field(() => String, { description: 'How replies should sound, in plain words.' })
  readonly persona!: string;
  @Field(() => VectorIsolation, { description: 'Where vectors belong; while they move, questions find them where they were.' })
  readonly vectorIsolation!: VectorIsolation;
  @Field(() => Float, {
    nullable: true,
    description: "What vendors' models may cost in a calendar month (UTC), in US dollars; null without a limit.",
  })
  readonly monthlyBudgetUsd!: number | null;
  @Field(() => Int, {
    description: 'How long a reply that a paid model wrote may answer the next one who asks the same, in minutes; 0: never.',
  })
  readonly replyCacheMinutes!: number;
  @Field(() => Int, {
    description: 'A message should be answered within so many minutes; 60 unless set. `Insights.slaShare` counts it.',
  })
  readonly replyTargetMinutes!: number;
  @Field(() => Boolean, {
    description:
      'What lets other replies go out (another persona, a lower threshold, a large part of the knowledge) is refused unless a replay of exactly that has passed within a day.',
  })
  readonly requireReplay!: boolean;
  @Field(() => Float, { description: 'What such a replay has to show: of what goes out no larger share is wrong.' })
  readonly replayMaxErrorRate!: number;
  @Field(() => Int, { description: 'How many of the latest decisions it has to be asked for.' })
  readonly replayDecisions!: number;
  @Field(() => String, { description: 'IANA. "Tomorrow" in a message is counted from the day there when it was written.' })
  readonly timeZone!: string;
  @Field(() => String, { nullable: true, description: 'ISO 3166: where a phone number without a country code belongs to.' })
  readonly defaultRegion!: string | null;
  @Field(() => String, { nullable: true, description: 'ISO 4217: what an amount without a currency is in.' })
  readonly defaultCurrency!: string | null;
  @Field(() => [String], {
    description: 'ISO 639-1. Replies to messages in any other language are always reviewed; empty: no language is named.',
  })
  readonly languages!: string[];
}

@InputType({ description: 'See IntentThreshold.' })
export class IntentThresholdInput {
  @Field(() => Intent, { description: 'Each intent may stand once.' })
  intent!: Intent;
  @Field(() => Float, { description: 'From 0 to 1.' })
  threshold!: number;
}

@InputType({ description: 'What is absent or null stays as it is, but for the budget, which null ends.' })
export class AiSettingsInput {
  @Field(() => Boolean, { nullable: true, description: 'See AiSettings.' })
  autoReply?: boolean | null;
  @Field(() => Float, { nullable: true, description: 'From 0 to 1. Ends a target error.' })
  confidenceThreshold?: number | null;
  @Field(() => Float, { nullable: true, description: 'Above 0, below 0.5. Takes the place of the threshold.' })
  targetError?: number | null;
  @Field(() => Float, { nullable: true, description: 'From 0 to 1; above 0 with a target error.' })
  auditShare?: number | null;
  @Field(() => [IntentThresholdInput], { nullable: true, description: 'Replaces the whole list.' })
  thresholds?: IntentThresholdInput[] | null;
  @Field(() => String, { nullable: true, description: 'Up to 2000 characters.' })
  persona?: string | null;
  @Field(() => VectorIsolation, { nullable: true, description: 'INDEX asks for an installation with Pinecone.' })
  vectorIsolation?: VectorIsolation | null;
  @Field(() => Float, {
    nullable: true,
    description: '0 allows no call that costs anything, null sets no limit. In force at once.',
  })
  monthlyBudgetUsd?: number | null;
  @Field(() => Int, { nullable: true, description: 'From 0 to 1440.' })
  replyCacheMinutes?: number | null;
  @Field(() => Int, { nullable: true, description: 'From 1 to 10,080: a week.' })
  replyTargetMinutes?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'See AiSettings. In force for changes after this one.' })
  requireReplay?: boolean | null;
  @Field(() => Float, { nullable: true, description: 'Above 0 and below 1; 0.1 unless set.' })
  replayMaxErrorRate?: number | null;
  @Field(() => Int, { nullable: true, description: 'From 1 to 1,000; 100 unless set.' })
  replayDecisions?: number | null;
  @Field(() => String, { nullable: true, description: 'An IANA time zone, as Europe/Berlin.' })
  timeZone?: string | null;
  @Field(() => String, { nullable: true, description: 'A country by two letters (ISO 3166); empty text: none.' })
  defaultRegion?: string | null;
  @Field(() => String, { nullable: true, description: 'A currency by three letters (ISO 4217); empty text: none.' })
  defaultCurrency?: string | null;
  @Field(() => [String], { nullable: true, description: 'By two letters (ISO 639-1), up to 20; an empty list names none.' })
  languages?: string[] | null;
}
