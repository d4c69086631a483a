import { listDeadLetters } from '#kernel/messaging/dead-letters.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { asDeadLetter, type DeadLetter } from './dead-letter.type.ts';

/** The tenant's own alone. */
export const deadLettersById =
  (platform: () => PlatformContext) =>
  async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, DeadLetter>> => {
    const wanted = ids.filter(isId);
    const letters = await listDeadLetters(platform().platform, ctx.tenant, { ids: wanted }, { limit: wanted.length });
    return new Map(letters.map((letter) => [letter.id, asDeadLetter(letter)]));
  };
