import type { EntityName, FilterQuery, FindOptions } from '@mikro-orm/core';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { type ConnectionArgs, type ConnectionOf, pageOf } from './connection.ts';
import { cursorParts, following, type KeysetOrder, readPosition } from './keyset.ts';
import { type Reading, readRows } from './rows-by.ts';

type Entry = object & { readonly id: string };

/** A page of the rows that match, by keyset: it stays put while rows are added before it. */
export async function findPage<Row extends Entry>(
  ctx: Ctx,
  entity: EntityName<Row>,
  order: KeysetOrder<keyof Row & string>,
  args: ConnectionArgs,
  { matching = {}, ...reading }: Reading<Row> & { readonly matching?: FilterQuery<Row> } = {},
): Promise<ConnectionOf<Row>> {
  const position = readPosition(order, args.after);
  const where = position === null ? matching : ({ $and: [matching, following(order, position)] } as FilterQuery<Row>);
  const rows = await readRows(ctx, entity, where, reading, { orderBy: orderBy(order), limit: args.first + 1 });
  return pageOf(
    rows,
    args,
    (row) => cursorParts(order, row),
    () => ctx.em.count(entity, matching),
  );
}

export const orderBy = <Row>({ column }: KeysetOrder<keyof Row & string>): NonNullable<FindOptions<Row>['orderBy']> =>
  (column === 'id' ? { id: 'desc' } : { [column]: 'desc', id: 'desc' }) as NonNullable<FindOptions<Row>['orderBy']>;
