import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { indexDocuments } from './index-documents.ts';
import { noteFailure } from './note-failure.ts';
import { openWantedSpace } from './open-wanted-space.ts';
import { isWanted, type VectorSpaceRow } from './vector-spaces.ts';
import { modelOf, type Vectors } from './vectors.ts';

/** Documents that are embedded and written together. */
const BATCH = 20;
/** Of one tenant at a time: the others wait for it. */
const LONGEST_TURN_MS = 10_000;
/** Other processes may ask the old space until they read the new one's row, which each of their messages does. */
const GRACE_MS = 60_000;

/**
 * Brings a tenant's vectors to where they belong, a piece at a time: indexes what is missing or outdated, fills the space that takes
 * over, hands over when that is complete, and erases the one that was left. Whatever stops it, the next turn goes on from there.
 */
export async function tendVectors(ctx: Ctx, vectors: Vectors, signal: AbortSignal): Promise<void> {
  const { spaces, wanted } = await openWantedSpace(ctx, vectors);
  const serving = spaces.find((space) => space.state === 'SERVING') ?? null;
  for (const space of spaces) {
    if (space.state === 'LEAVING') await leave(ctx, vectors, space, signal);
    else {
      const isComplete = await fill(ctx, vectors, space, serving, signal);
      if (isComplete && space.state === 'FILLING' && isWanted(space, wanted)) await handOver(ctx, vectors, space, signal);
    }
  }
}

/** False while something of it is missing or outdated. */
async function fill(
  ctx: Ctx,
  vectors: Vectors,
  space: VectorSpaceRow,
  serving: VectorSpaceRow | null,
  signal: AbortSignal,
): Promise<boolean> {
  const until = performance.now() + LONGEST_TURN_MS;
  const from = serving?.generation === space.generation ? null : serving;
  while (performance.now() < until) {
    const ids = await unindexed(ctx, space, space.model === modelOf(vectors));
    if (ids.length === 0) return !(await isBehind(ctx, space));
    if (!(await indexTogether(ctx, vectors, space, ids, { from, signal }))) return false;
  }
  return false;
}

/** So many refusals in a row are not about the documents: a key that ended, a project that is full. */
const REFUSALS_UNTIL_GIVEN_UP = 3;

/** One that is refused must not hold up its neighbours: they are then tried alone. False when it is of no use to try more now. */
async function indexTogether(
  ctx: Ctx,
  vectors: Vectors,
  space: VectorSpaceRow,
  ids: readonly string[],
  options: { readonly from: VectorSpaceRow | null; readonly signal: AbortSignal },
): Promise<boolean> {
  const outcome = await tryTogether(ctx, vectors, space, ids, options);
  if (outcome !== 'refused' || ids.length === 1) return outcome !== 'away';
  let refusals = 0;
  for (const id of ids) {
    const alone = await tryTogether(ctx, vectors, space, [id], options);
    refusals = alone === 'refused' ? refusals + 1 : 0;
    if (alone === 'away' || refusals === REFUSALS_UNTIL_GIVEN_UP) return false;
  }
  return true;
}

/** A failure is noted where it is known whose it is: of one document, or of somebody who is away. */
async function tryTogether(
  ctx: Ctx,
  vectors: Vectors,
  space: VectorSpaceRow,
  ids: readonly string[],
  options: { readonly from: VectorSpaceRow | null; readonly signal: AbortSignal },
): Promise<'done' | 'refused' | 'away'> {
  try {
    await indexDocuments(ctx, vectors, space, ids, options);
    return 'done';
  } catch (error) {
    options.signal.throwIfAborted();
    const isAway = error instanceof TransientError;
    if (isAway || ids.length === 1) await noteFailure(ctx, ids, error);
    return isAway ? 'away' : 'refused';
  }
}

/** Outdated documents whose turn it is, and those that are gone; of a space of another model only these. */
async function unindexed(ctx: Ctx, space: VectorSpaceRow, canEmbed: boolean): Promise<string[]> {
  const schema = schemaOf(ctx.tenant);
  const rows = await ctx.em.execute<{ id: string }[]>(
    `(select i.document_id as id from "${schema}".indexed_document i
      where i.generation = ? and not exists (select from "${schema}".knowledge_document d where d.id = i.document_id) limit ?)
     union all
     (select d.id from "${schema}".knowledge_document d
      left join "${schema}".indexed_document i on i.generation = ? and i.document_id = d.id
      where ?::boolean and i.content_version is distinct from d.content_version and (d.retry_at is null or d.retry_at <= ?)
      order by d.created_at limit ?)`,
    [space.generation, BATCH, space.generation, canEmbed, ctx.clock.now(), BATCH],
  );
  return rows.map(({ id }) => id);
}

async function isBehind(ctx: Ctx, { generation }: VectorSpaceRow): Promise<boolean> {
  const schema = schemaOf(ctx.tenant);
  const [row] = await ctx.em.execute<{ behind: boolean }[]>(
    `select exists (select from "${schema}".knowledge_document d
       left join "${schema}".indexed_document i on i.generation = ? and i.document_id = d.id
       where i.content_version is distinct from d.content_version) as behind`,
    [generation],
  );
  return row?.behind ?? true;
}

/** An index that is eventually consistent takes over only once it shows what was written to it: questions never find it empty. */
async function handOver(ctx: Ctx, vectors: Vectors, space: VectorSpaceRow, signal: AbortSignal): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  const [row] = await ctx.em.execute<{ passages: number }[]>(
    `select coalesce(sum(cardinality(passage_ids)), 0)::int as passages from "${schema}".indexed_document where generation = ?`,
    [space.generation],
  );
  const shown = (await vectors.indexes[space.store]?.count(ctx, space, signal)) ?? 0;
  // passages without a direction have no vector: nearly all of them is complete
  if (shown < (row?.passages ?? 0) * 0.95) return;
  await ctx.em.transactional(async (em) => {
    await em.execute(`update "${schema}".vector_space set state = 'LEAVING', left_at = ? where state = 'SERVING'`, [
      ctx.clock.now(),
    ]);
    await em.execute(`update "${schema}".vector_space set state = 'SERVING' where generation = ? and state = 'FILLING'`, [
      space.generation,
    ]);
  });
  ctx.logger.info({ store: space.store, isolation: space.isolation, model: space.model }, 'the tenant’s vectors have moved');
}

async function leave(ctx: Ctx, vectors: Vectors, space: VectorSpaceRow, signal: AbortSignal): Promise<void> {
  const index = vectors.indexes[space.store];
  const leftAt = space.leftAt === null ? 0 : Date.parse(space.leftAt);
  // without credentials it stays, and is seen to when there are some again
  if (!index || ctx.clock.now().getTime() - leftAt < GRACE_MS) return;
  await index.erase(ctx, space, signal);
  await ctx.em.execute(`delete from "${schemaOf(ctx.tenant)}".vector_space where generation = ?`, [space.generation]);
}
