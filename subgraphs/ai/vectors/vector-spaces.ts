import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { VectorIsolation, VectorSpace, VectorStore } from '../connectors/vector-index.ts';
import { modelOf, type Vectors } from './vectors.ts';

/** SERVING answers questions, FILLING takes its place once it is complete, LEAVING is erased after a while. */
export type VectorSpaceState = 'FILLING' | 'SERVING' | 'LEAVING';

export interface VectorSpaceRow extends VectorSpace {
  readonly store: VectorStore;
  readonly model: string;
  readonly state: VectorSpaceState;
  readonly leftAt: string | null;
}

/** One row as JSON: a statement that reads something else carries it along. */
const spaceAsJson = (alias: string): string =>
  `jsonb_build_object('generation', ${alias}.generation, 'store', ${alias}.store, 'isolation', ${alias}.isolation,
     'suffix', ${alias}.suffix, 'model', ${alias}.model, 'dimension', ${alias}.dimension, 'state', ${alias}.state,
     'version', ${alias}.version, 'leftAt', ${alias}.left_at)`;

export async function readSpaces(ctx: Ctx): Promise<VectorSpaceRow[]> {
  const rows = await ctx.em.execute<{ space: VectorSpaceRow }[]>(
    `select ${spaceAsJson('s')} as space from "${schemaOf(ctx.tenant)}".vector_space s order by s.generation`,
  );
  return rows.map(({ space }) => space);
}

/**
 * The space that is asked: the one that serves, where it is of the model that questions are turned into vectors by. One that is being
 * filled would put what it holds above what it does not hold yet: until it takes over, the words answer alone (measured: a right answer
 * first for .57 of questions by words, for .43 with half of the vectors). The parameters are model and dimension.
 */
export const answeringSpace = (schema: string): string =>
  `(select ${spaceAsJson('s')} from "${schema}".vector_space s
    where s.state = 'SERVING' and s.model = ? and s.dimension = ?)`;

export const answeringParameters = (vectors: Vectors): [string, number] => [modelOf(vectors), vectors.embeddings.dimension];

/** Where the tenant's vectors belong, by the installation's configuration and the tenant's own setting. */
export interface WantedSpace {
  readonly store: VectorStore;
  readonly isolation: VectorIsolation;
  readonly model: string;
  readonly dimension: number;
}

export const wantedSpace = (vectors: Vectors, isolation: VectorIsolation): WantedSpace => ({
  store: vectors.store,
  // a tenant's schema is a wall of its own: the setting says nothing about PostgreSQL
  isolation: vectors.store === 'postgres' ? 'NAMESPACE' : isolation,
  model: modelOf(vectors),
  dimension: vectors.embeddings.dimension,
});

export const isWanted = (space: VectorSpaceRow, wanted: WantedSpace): boolean =>
  space.state !== 'LEAVING' &&
  space.store === wanted.store &&
  space.isolation === wanted.isolation &&
  space.model === wanted.model &&
  space.dimension === wanted.dimension;

/** The first space of a tenant serves at once: it answers with what it has, and full text with the rest. */
export async function openSpace(ctx: Ctx, spaces: readonly VectorSpaceRow[], wanted: WantedSpace): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  const state: VectorSpaceState = spaces.some((space) => space.state === 'SERVING') ? 'FILLING' : 'SERVING';
  const alike = spaces.some(({ store, isolation }) => store === wanted.store && isolation === wanted.isolation);
  // of two who open the first one at once, the second finds it there
  await ctx.em.execute(
    `insert into "${schema}".vector_space (store, isolation, model, dimension, state, created_at)
     values (?, ?, ?, ?, ?, ?) on conflict do nothing`,
    [wanted.store, wanted.isolation, wanted.model, wanted.dimension, state, ctx.clock.now()],
  );
  if (alike) {
    await ctx.em.execute(
      `update "${schema}".vector_space set suffix = '-' || generation
       where generation = (select max(generation) from "${schema}".vector_space)`,
    );
  }
}
