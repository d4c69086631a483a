import { Field, Float, Int, ObjectType } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { BudgetStage } from './budget-stage.ts';

@ObjectType({ description: 'Calls of one model.', simpleResolvers: true })
export class ModelSpend {
  @Field(() => String, { description: 'Whose model it is.' })
  readonly provider!: string;
  @Field(() => String, { description: 'As it was asked for.' })
  readonly model!: string;
  @Field(() => Int, { description: 'Those that failed included.' })
  readonly calls!: number;
  @Field(() => Int, { description: 'As the vendor counted them.' })
  readonly inputTokens!: number;
  @Field(() => Int, { description: 'As the vendor counted them.' })
  readonly outputTokens!: number;
  @Field(() => Float, { description: 'In US dollars.' })
  readonly costUsd!: number;
}

@ObjectType({ description: 'Calls of one model on one day.', simpleResolvers: true })
export class DailyModelSpend {
  @Field(() => String, { description: 'Whose model it is.' })
  readonly provider!: string;
  @Field(() => String, { description: 'As it was asked for.' })
  readonly model!: string;
  @Field(() => Int, { description: 'Those that failed included.' })
  readonly calls!: number;
  @Field(() => Float, { description: 'In US dollars.' })
  readonly costUsd!: number;
}

@ObjectType({ description: 'One day.', simpleResolvers: true })
export class DailySpend {
  @Field(() => String, { description: 'Like 2026-03-02.' })
  readonly day!: string;
  @Field(() => Float, { description: 'In US dollars.' })
  readonly costUsd!: number;
  @Field(() => Int, { description: 'Those that failed included.' })
  readonly calls!: number;
  @Field(() => [DailyModelSpend], { description: 'Dearest first.' })
  readonly byModel!: DailyModelSpend[];
}

@ObjectType({ description: 'Calls of one kind.', simpleResolvers: true })
export class SpendShare {
  @Field(() => String, {
    description: 'The agent, EMBEDDING, DECISION_REPLAY, or the intent; UNKNOWN for calls about no message.',
  })
  readonly name!: string;
  @Field(() => Int, { description: 'Those that failed included.' })
  readonly calls!: number;
  @Field(() => Float, { description: 'In US dollars.' })
  readonly costUsd!: number;
}

@ObjectType({ description: "What vendors' models cost; the built-in ones cost nothing.", simpleResolvers: true })
@RequiresScopes([['ai:read']])
export class Spend {
  @Field(() => DateTime, { description: 'Included.' })
  readonly from!: Date;
  @Field(() => DateTime, { description: 'Excluded.' })
  readonly to!: Date;
  @Field(() => Float, { description: 'In US dollars.' })
  readonly costUsd!: number;
  @Field(() => Float, { nullable: true, description: 'Of a calendar month (UTC); null without a limit.' })
  readonly budgetUsd!: number | null;
  @Field(() => BudgetStage, { description: 'Where the current month stands, whatever was asked for.' })
  readonly stage!: BudgetStage;
  @Field(() => [ModelSpend], { description: 'Dearest first.' })
  readonly byModel!: ModelSpend[];
  @Field(() => [DailySpend], { description: 'Days with a call, oldest first.' })
  readonly byDay!: DailySpend[];
  @Field(() => [SpendShare], { description: 'By what the calls were for, dearest first.' })
  readonly byAgent!: SpendShare[];
  @Field(() => [SpendShare], { description: 'By what the messages wanted, dearest first.' })
  readonly byIntent!: SpendShare[];
  @Field(() => Float, {
    nullable: true,
    description: 'On average, in US dollars; null without a conversation that cost anything.',
  })
  readonly perConversationUsd!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'All that messages cost, for each reply that was sent, in US dollars; null without one.',
  })
  readonly perApprovedReplyUsd!: number | null;
  @Field(() => Float, {
    description: 'Share of replies that were taken from the reply cache, of those and what paid models wrote.',
  })
  readonly cacheHitRate!: number;
  @Field(() => Float, { description: 'What cache and routing saved, in US dollars.' })
  readonly savedUsd!: number;
  @Field(() => Float, { description: 'What the replies from the cache had cost when a model wrote them.' })
  readonly savedByCacheUsd!: number;
  @Field(() => Float, { description: "What the same tokens would have cost more with the vendor's model for complex messages." })
  readonly savedByRoutingUsd!: number;
}
