import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { readSettings } from '../settings/read-settings.ts';
import { isWanted, openSpace, readSpaces, type VectorSpaceRow, type WantedSpace, wantedSpace } from './vector-spaces.ts';
import type { Vectors } from './vectors.ts';

/**
 * The tenant's spaces, the one that is wanted among them. One that nobody wants any more before it was complete is left as an old one is.
 */
export async function openWantedSpace(
  ctx: Ctx,
  vectors: Vectors,
): Promise<{ readonly spaces: readonly VectorSpaceRow[]; readonly wanted: WantedSpace }> {
  const schema = schemaOf(ctx.tenant);
  const wanted = wantedSpace(vectors, (await readSettings(ctx)).vectorIsolation);
  const isAbandoned = (space: VectorSpaceRow): boolean => space.state === 'FILLING' && !isWanted(space, wanted);
  const isThere = (spaces: readonly VectorSpaceRow[]): boolean => spaces.some((space) => isWanted(space, wanted));
  const spaces = await readSpaces(ctx);
  if (isThere(spaces) && !spaces.some(isAbandoned)) return { spaces, wanted };

  await ctx.em.transactional(async (em) => {
    // two at once would open two
    await em.execute(`select from "${schema}".vector_space order by generation for update`);
    const tx = { ...ctx, em };
    const now = await readSpaces(tx);
    for (const { generation } of now.filter(isAbandoned)) {
      await em.execute(`update "${schema}".vector_space set state = 'LEAVING', left_at = ? where generation = ?`, [
        ctx.clock.now(),
        generation,
      ]);
    }
    if (!isThere(now)) await openSpace(tx, now, wanted);
  });
  return { spaces: await readSpaces(ctx), wanted };
}
