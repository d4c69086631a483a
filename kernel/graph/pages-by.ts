import type { EntityName, FilterQuery } from '@mikro-orm/core';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { batched } from './batched.ts';
import { type ConnectionArgs, type ConnectionOf, pageOf } from './connection.ts';
import { findPage, orderBy } from './find-page.ts';
import { cursorParts, type KeysetOrder, readPosition } from './keyset.ts';
import { type Reading, readRows } from './rows-by.ts';

/** What the rows of one page have in common: properties that hold ids, the same ones for every page. */
type Parent<Row> = { readonly [Name in keyof Row & string]?: string };

interface Asked<Row> extends ConnectionArgs {
  readonly parent: Parent<Row>;
}

type PageOfParent<Row> = (ctx: Ctx, parent: Parent<Row>, args: ConnectionArgs) => Promise<ConnectionOf<Row>>;

/**
 * A connection that is a field of a list's rows: the pages of all of them come with two statements, and what they count with one more
 * where it is asked for.
 */
export function pagesBy<Row extends object & { readonly id: string }>(
  entity: EntityName<Row>,
  order: KeysetOrder<keyof Row & string>,
  reading: Reading<Row> = {},
): PageOfParent<Row> {
  const countOf = batched<string, number>(async (ctx, keys) => {
    const { table, parents, isTheirs, numbered } = tableOf(ctx, entity, keys.map(parsed<Parent<Row>>));
    const rows = await ctx.em.execute<{ n: number; count: number }[]>(
      `select p.n, (select count(*)::int from ${table} r where ${isTheirs}) as count from ${parents}`,
      [numbered],
    );
    return new Map(rows.map(({ n, count }) => [keys[n] ?? '', count]));
  });

  const pageOfEach = async (ctx: Ctx, asked: readonly Asked<Row>[]): Promise<ConnectionOf<Row>[]> => {
    const [one] = asked;
    if (one === undefined) return [];
    if (asked.length === 1)
      return [await findPage(ctx, entity, order, one, { ...reading, matching: one.parent as FilterQuery<Row> })];

    const { table, parents, isTheirs, numbered, column } = tableOf(
      ctx,
      entity,
      asked.map(({ parent }) => parent),
    );
    const position = readPosition(order, one.after);
    const place = position && (position.value === undefined ? [position.id] : [position.value, position.id]);
    const columns = order.column === 'id' ? ['r.id'] : [`r.${column(order.column)}`, 'r.id'];
    const follows = place ? `and (${columns.join(', ')}) < (${[...place.slice(1).map(() => '?'), '?::uuid'].join(', ')})` : '';
    const ids = await ctx.em.execute<{ n: number; id: string }[]>(
      `select p.n, r.id from ${parents} cross join lateral (
         select r.id from ${table} r where ${isTheirs} ${follows} order by ${columns.map((name) => `${name} desc`).join(', ')} limit ?
       ) r`,
      [numbered, ...(place ?? []), one.first + 1],
    );
    const numberOf = new Map(ids.map(({ n, id }) => [id, n]));
    const where: object = { id: { $in: [...numberOf.keys()] } };
    const rows =
      ids.length === 0 ? [] : await readRows(ctx, entity, where as FilterQuery<Row>, reading, { orderBy: orderBy(order) });
    const found = Map.groupBy(rows, ({ id }) => numberOf.get(id));
    return asked.map(({ parent }, n) =>
      pageOf(
        found.get(n) ?? [],
        one,
        (row) => cursorParts(order, row),
        async () => (await countOf(ctx, JSON.stringify(parent))) ?? 0,
      ),
    );
  };

  const pages = batched<string, ConnectionOf<Row>>(async (ctx, keys) => {
    const asked = keys.map((key) => ({ key, ...parsed<Asked<Row>>(key) }));
    // a list asks for its pages with the same arguments, unless the operation has the field twice
    const groups = Map.groupBy(asked, ({ first, after }) => JSON.stringify([first, after]));
    const answers = await Promise.all(
      Array.from(groups.values(), async (group) => {
        const found = await pageOfEach(ctx, group);
        return found.map((page, n) => [group[n]?.key ?? '', page] as const);
      }),
    );
    return new Map(answers.flat());
  });

  return async (ctx, parent, { first, after }) => {
    const page = await pages(ctx, JSON.stringify({ parent, first, after: after ?? null }));
    if (page === null) throw new Error('a page that was asked for was not loaded');
    return page;
  };
}

const parsed = <Value>(json: string): Value => JSON.parse(json) as Value;

/** The entity's table in the tenant's schema, and the parents as a table beside it that numbers them. */
function tableOf<Row extends object>(ctx: Ctx, entity: EntityName<Row>, parents: readonly Parent<Row>[]) {
  const { tableName, properties } = ctx.em.getMetadata(entity);
  const column = (property: string): string => {
    const [name] = (properties as Record<string, { readonly fieldNames: readonly string[] }>)[property]?.fieldNames ?? [];
    if (name === undefined) throw new Error(`${tableName} has no column for ${property}`);
    return `"${name}"`;
  };
  const common = Object.keys(parents[0] ?? {});
  return {
    column,
    table: `"${schemaOf(ctx.tenant)}"."${tableName}"`,
    parents: `jsonb_to_recordset(?::jsonb) as p (n int, ${common.map((name) => `"${name}" uuid`).join(', ')})`,
    isTheirs: common.map((name) => `r.${column(name)} = p."${name}"`).join(' and '),
    numbered: JSON.stringify(parents.map((parent, n) => ({ n, ...parent }))),
  };
}
