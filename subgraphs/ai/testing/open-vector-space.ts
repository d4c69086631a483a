import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { VectorIsolation, VectorSpace, VectorStore } from '../connectors/vector-index.ts';

/** A space as a move or a new model makes one, without a job: each has a suffix of its own. */
export async function openVectorSpace(
  ctx: Ctx,
  { store, dimension, isolation = 'NAMESPACE' }: { store: VectorStore; dimension: number; isolation?: VectorIsolation },
): Promise<VectorSpace> {
  const schema = schemaOf(ctx.tenant);
  const [row] = await ctx.em.execute<{ generation: number }[]>(
    `insert into "${schema}".vector_space (store, isolation, model, dimension, state, created_at)
     values (?, ?, 'spec', ?, 'FILLING', ?) returning generation`,
    [store, isolation, dimension, ctx.clock.now()],
  );
  const generation = row?.generation ?? 0;
  return { generation, isolation, suffix: `-${generation}`, dimension, version: 0 };
}

export async function vectorSpaceNow(ctx: Ctx, space: VectorSpace): Promise<VectorSpace> {
  const [row] = await ctx.em.execute<{ version: string }[]>(
    `select version from "${schemaOf(ctx.tenant)}".vector_space where generation = ?`,
    [space.generation],
  );
  return { ...space, version: Number(row?.version ?? 0) };
}
