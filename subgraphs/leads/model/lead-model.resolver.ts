import { Ctx, Query, Resolver } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { LeadModelStatus } from './lead-model.type.ts';
import { readModelStatus } from './read-model-status.ts';

@Resolver()
export class LeadModelResolver {
  @Query(() => LeadModelStatus, { description: 'Whether a model makes the points of leads, and how good it is.' })
  @RequiresScopes([['leads:read']])
  leadModel(@Ctx() ctx: GraphContext): Promise<LeadModelStatus> {
    return readModelStatus(ctx);
  }
}
