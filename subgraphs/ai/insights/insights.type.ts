import { ArgsType, Field, Float, Int, ObjectType } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { Intent } from '../run/run-enums.ts';
import { Platform } from './platform.ts';

@ArgsType()
export class InsightsArgs {
  @Field(() => DateTime, { description: 'Included.' })
  from!: Date;
  @Field(() => DateTime, { description: 'Excluded; at most 400 days later.' })
  to!: Date;
  @Field(() => [Platform], { nullable: true, description: 'From one of these; from any where none is given.' })
  platform?: Platform[] | null;
  @Field(() => [Intent], { nullable: true, description: 'With one of these; any where none is given.' })
  intent?: Intent[] | null;
  @Field(() => String, { nullable: true, description: 'IANA: where a day of `byDay` begins and ends; UTC unless given.' })
  timeZone?: string | null;
}

@ObjectType({ description: 'The messages of one day.', simpleResolvers: true })
export class DailyInsights {
  @Field(() => String, { description: 'Like 2026-03-02.' })
  readonly day!: string;
  @Field(() => Int, { description: 'Those that the agents worked on.' })
  readonly messages!: number;
  @Field(() => Int, { description: 'Answered by the machine alone.' })
  readonly autoReplies!: number;
  @Field(() => Int, { description: 'Those that a person was asked about.' })
  readonly reviews!: number;
  @Field(() => Float, { nullable: true, description: 'See Insights.' })
  readonly slaShare!: number | null;
}

@ObjectType({ description: 'The messages of one platform or intent.', simpleResolvers: true })
export class InsightsOf {
  @Field(() => String, { description: 'The platform or intent; UNKNOWN where none is known.' })
  readonly name!: string;
  @Field(() => Int, { description: 'Those that the agents worked on.' })
  readonly messages!: number;
  @Field(() => Float, { nullable: true, description: 'See Insights.' })
  readonly autoReplyShare!: number | null;
  @Field(() => Float, { nullable: true, description: 'See Insights.' })
  readonly reviewShare!: number | null;
  @Field(() => Float, { nullable: true, description: 'See Insights.' })
  readonly editShare!: number | null;
  @Field(() => Float, { nullable: true, description: 'See Insights.' })
  readonly slaShare!: number | null;
  @Field(() => Int, { nullable: true, description: 'See Insights.' })
  readonly medianReplyMs!: number | null;
}

@ObjectType({ description: 'What became of the messages that arrived in a span of time.', simpleResolvers: true })
@RequiresScopes([['ai:read']])
export class Insights {
  @Field(() => DateTime, { description: 'Included.' })
  readonly from!: Date;
  @Field(() => DateTime, { description: 'Excluded.' })
  readonly to!: Date;
  @Field(() => Int, { description: 'Those that the agents worked on.' })
  readonly messages!: number;
  @Field(() => Float, { nullable: true, description: 'Share that the machine answered alone; null without a message.' })
  readonly autoReplyShare!: number | null;
  @Field(() => Float, { nullable: true, description: 'Share that a person was asked about; null without a message.' })
  readonly reviewShare!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Share of the replies sent after review that the reviewer changed; null without one.',
  })
  readonly editShare!: number | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'Half of the replies were decided on within it, in milliseconds from the start of the agents; null without a reply.',
  })
  readonly medianReplyMs!: number | null;
  @Field(() => Int, { nullable: true, description: 'The same for 95 % of the replies.' })
  readonly p95ReplyMs!: number | null;
  @Field(() => Int, { description: 'Within how many minutes a message should be answered: `AiSettings.replyTargetMinutes`.' })
  readonly slaTargetMinutes!: number;
  @Field(() => Float, {
    nullable: true,
    description:
      'Share of the messages that were answered within the target, of those and what was answered later, still waits beyond it or can no longer be answered since nobody did in time. What needs no reply, was rejected or outdated is not counted; null without any.',
  })
  readonly slaShare!: number | null;
  @Field(() => [InsightsOf], { description: 'Platforms with a message, the busiest first.' })
  readonly byPlatform!: InsightsOf[];
  @Field(() => [InsightsOf], { description: 'Intents with a message, the most frequent first.' })
  readonly byIntent!: InsightsOf[];
  @Field(() => [DailyInsights], { description: 'Days with a message, oldest first.' })
  readonly byDay!: DailyInsights[];
}
