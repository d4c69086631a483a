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
}

@ObjectType({ description: 'The messages of one day in UTC.', simpleResolvers: true })
export class DailyInsights {
  @Field(() => String, { description: 'Like 2026-03-02.' })
  readonly day!: string;
  @Field(() => Int, { description: 'Those that the agents worked on.' })
  readonly messages!: number;
  @Field(() => Int, { description: 'Answered by the machine alone.' })
  readonly autoReplies!: number;
  @Field(() => Int, { description: 'Those that a person was asked about.' })
  readonly reviews!: number;
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
  @Field(() => [DailyInsights], { description: 'Days with a message, oldest first.' })
  readonly byDay!: DailyInsights[];
}
