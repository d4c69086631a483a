import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

/** A process holds them in memory, some hundred bytes each. */
const MOST_PRODUCTS = 10_000;

/**
 * The products change: every process reads them again before its next message. The version rises first, so that its row's lock gives the
 * changes an order and of two that fill the last place one is refused.
 */
export async function changeCatalogue<T>(tx: Tx, change: () => Promise<T>): Promise<T> {
  const schema = schemaOf(tx.tenant);
  await tx.em.execute(
    `insert into "${schema}".catalogue_state as s (version, changed_at) values (1, ?)
     on conflict (id) do update set version = s.version + 1, changed_at = excluded.changed_at`,
    [tx.clock.now()],
  );
  const changed = await change();
  const [row] = await tx.em.execute<{ count: number }[]>(`select count(*)::int as count from "${schema}".product`);
  if ((row?.count ?? 0) > MOST_PRODUCTS)
    throw badUserInput('products', `A catalogue has ${MOST_PRODUCTS} products at most: nothing was changed.`);
  return changed;
}
