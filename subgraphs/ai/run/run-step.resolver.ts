import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { readStepTexts } from './read-sealed.ts';
import { RunStep } from './run.type.ts';

/** What the model saw and said: an inspector's business, and null once the contact was erased. */
@Resolver(() => RunStep)
export class RunStepResolver {
  @FieldResolver(() => String, { nullable: true, description: 'What it read; null once the contact was erased.' })
  @RequiresScopes([['runs:inspect']])
  async input(@Root() { run, index }: RunStep, @Ctx() ctx: GraphContext): Promise<string | null> {
    return (await readStepTexts(ctx, run))?.[index]?.input ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'What it wrote; null once the contact was erased.' })
  @RequiresScopes([['runs:inspect']])
  async output(@Root() { run, index }: RunStep, @Ctx() ctx: GraphContext): Promise<string | null> {
    return (await readStepTexts(ctx, run))?.[index]?.output ?? null;
  }
}
