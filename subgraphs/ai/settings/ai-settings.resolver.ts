import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { GateView } from '../confidence/confidence.type.ts';
import { readGate } from '../confidence/read-gate.ts';
import type { VectorStore } from '../connectors/vector-index.ts';
import type { Intent } from '../run/run-enums.ts';
import { NO_REQUIREMENT, NOWHERE, type Settings, USUAL_REPLY_TARGET_MINUTES } from './ai-settings.entity.ts';
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
    return answered(ctx, await readSettings(ctx));
  }

  @Mutation(() => AiSettings, { description: 'Changes what is given.' })
  @RequiresScopes([['ai:configure']])
  async updateAiSettings(
    @Arg('input', () => AiSettingsInput) input: AiSettingsInput,
    @Ctx() ctx: GraphContext,
  ): Promise<AiSettings> {
    return answered(ctx, await ctx.transaction((tx) => updateAiSettings(tx, input, { store: this.#store })));
  }
}

const answered = async (
  ctx: GraphContext,
  { replayRequirement = NO_REQUIREMENT, locale = NOWHERE, ...settings }: Settings,
): Promise<AiSettings> => ({
  ...settings,
  ...replayRequirement,
  ...locale,
  languages: [...(locale.languages ?? [])],
  monthlyBudgetUsd: settings.monthlyBudgetUsd ?? null,
  replyTargetMinutes: settings.replyTargetMinutes ?? USUAL_REPLY_TARGET_MINUTES,
  gate: new GateView((await readGate(ctx, settings)).gate),
  thresholds: Object.entries(settings.thresholds).map(([intent, threshold]) => ({ intent: intent as Intent, threshold })),
});
