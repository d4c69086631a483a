import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import type { VectorStore } from '../connectors/vector-index.ts';
import type { Intent } from '../run/run-enums.ts';
import type { Settings } from './ai-settings.entity.ts';
import { AiSettings, AiSettingsInput } from './ai-settings.type.ts';
import { readSettings } from './read-settings.ts';
import { updateAiSettings } from './update-ai-settings.ts';

@Resolver()
export class AiSettingsResolver {
  readonly #store: VectorStore;

  constructor(store: VectorStore) {
    this.#store = store;
  }

  @Query(() => AiSettings, { description: 'In force from the next message on.' })
  @RequiresScopes([['ai:read']])
  async aiSettings(@Ctx() ctx: GraphContext): Promise<AiSettings> {
    return answered(await readSettings(ctx));
  }

  @Mutation(() => AiSettings, { description: 'Changes what is given.' })
  @RequiresScopes([['ai:configure']])
  async updateAiSettings(
    @Arg('input', () => AiSettingsInput) input: AiSettingsInput,
    @Ctx() ctx: GraphContext,
  ): Promise<AiSettings> {
    return answered(await ctx.transaction((tx) => updateAiSettings(tx, input, { store: this.#store })));
  }
}

const answered = ({
  autoReply,
  confidenceThreshold,
  targetError,
  auditShare,
  thresholds,
  persona,
  vectorIsolation,
  monthlyBudgetUsd,
}: Settings): AiSettings => ({
  autoReply,
  confidenceThreshold,
  targetError,
  auditShare,
  persona,
  vectorIsolation,
  monthlyBudgetUsd: monthlyBudgetUsd ?? null,
  thresholds: Object.entries(thresholds).map(([intent, threshold]) => ({ intent: intent as Intent, threshold })),
});
