import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { changeCatalogue } from './change-catalogue.ts';
import { checkedProduct, type ProductInput, productKey, rowProblem } from './checked-product.ts';

const MOST_ROWS = 5_000;
const MOST_ERRORS_TOLD = 100;

export interface ProductImport {
  readonly added: number;
  readonly updated: number;
  /** Empty: the import was done. Otherwise nothing was changed. */
  readonly errors: readonly { readonly row: number; readonly message: string }[];
}

/** All rows or none. A row whose name is there already takes the place of what was known of it. Rows count from 1. */
export async function importProducts(tx: Tx, rows: readonly ProductInput[]): Promise<ProductImport> {
  if (rows.length === 0) throw badUserInput('rows', 'There is no row to import.');
  if (rows.length > MOST_ROWS) throw badUserInput('rows', `${MOST_ROWS} rows at most in one import: send the others in another.`);
  const seen = new Map<string, number>();
  const errors = rows.flatMap((row, at) => {
    const before = seen.get(productKey(row.name));
    seen.set(productKey(row.name), before ?? at + 1);
    const message = before === undefined ? rowProblem(row) : `The name stands in row ${before} already.`;
    return message === null ? [] : [{ row: at + 1, message }];
  });
  if (errors.length > 0) return { added: 0, updated: 0, errors: errors.slice(0, MOST_ERRORS_TOLD) };

  const checked = rows.map((row) => ({ id: newId(), ...checkedProduct(row) }));
  const now = tx.clock.now();
  const stored = await changeCatalogue(tx, () =>
    tx.em.execute<{ added: boolean }[]>(
      `insert into "${schemaOf(tx.tenant)}".product as p (id, name, name_key, aliases, price, currency, created_at, updated_at)
       select r.id, r.name, r."nameKey", r.aliases, r.price, r.currency, ?, ?
       from jsonb_to_recordset(?::jsonb) as r (id uuid, name text, "nameKey" text, aliases text[], price numeric, currency text)
       on conflict (name_key) do update set name = excluded.name, aliases = excluded.aliases, price = excluded.price,
         currency = excluded.currency, updated_at = excluded.updated_at
       returning p.created_at = p.updated_at and p.id = any (?::uuid[]) as added`,
      [now, now, JSON.stringify(checked), `{${checked.map(({ id }) => id).join(',')}}`],
    ),
  );
  const added = stored.filter((row) => row.added).length;
  return { added, updated: stored.length - added, errors: [] };
}
