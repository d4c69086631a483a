import { Ctx, Query, Resolver } from 'type-graphql';
import { Authenticated } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import { readSession } from './read-session.ts';
import { Session } from './session.type.ts';

@Resolver()
export class SessionResolver {
  readonly #platform: () => PlatformContext;

  constructor(platform: () => PlatformContext) {
    this.#platform = platform;
  }

  @Query(() => Session, { description: 'Who the token is, and where its tenant’s feed stands.' })
  @Authenticated()
  session(@Ctx() ctx: GraphContext): Promise<Session> {
    return readSession(ctx, this.#platform());
  }
}
