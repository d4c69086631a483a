import type { EntityName, FilterQuery, FindOptions } from '@mikro-orm/core';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';

/** What else is read with a row: joined, it costs no round trip of its own. */
export interface Reading<Row> {
  readonly populate?: readonly (keyof Row & string)[];
}

/** Rows for answers only: from a context's memory, an answer could be older than the mutation that it belongs to. */
export async function readRows<Row extends object>(
  ctx: Ctx,
  entity: EntityName<Row>,
  where: FilterQuery<Row>,
  { populate = [] }: Reading<Row> = {},
  options: Pick<FindOptions<Row>, 'orderBy' | 'limit'> = {},
): Promise<Row[]> {
  const found = await ctx.em.find(entity, where as FilterQuery<NoInfer<Row>>, {
    ...options,
    // the names of relations are checked above; the ORM's own type of them is for literals
    ...(populate.length > 0 && { populate: populate as never, strategy: 'joined' }),
    disableIdentityMap: true,
  });
  return found as Row[];
}

/** Reads rows by a unique property that holds an id, in one statement. Ids that were never given out are of no row. */
export const rowsBy =
  <Row extends object>(entity: EntityName<Row>, property: keyof Row & string, reading: Reading<Row> = {}) =>
  async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, Row>> => {
    const wanted = [...new Set(ids)].filter(isId);
    if (wanted.length === 0) return new Map();
    const rows = await readRows(ctx, entity, { [property]: { $in: wanted } } as FilterQuery<Row>, reading);
    return new Map(rows.map((row) => [row[property] as string, row]));
  };
