import { notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { readSealedLessons } from '../learning/tenant-lessons.ts';
import { productKey } from './checked-product.ts';
import { Product } from './product.entity.ts';
import { saveProduct } from './save-product.ts';

const MOST = 50;

export interface ProductSuggestion {
  /** Of the latest correction that says so. */
  readonly id: string;
  readonly name: string;
  /** As customers wrote it. */
  readonly words: string[];
  readonly count: number;
  readonly lastSaidAt: Date;
  /** The product of that name, which is not known by these words yet; null: there is none of that name. */
  readonly product: Product | null;
}

interface Gathered {
  name: string;
  readonly words: Map<string, string>;
  readonly places: { readonly runId: string; readonly at: number; readonly saidAt: Date }[];
}

/**
 * What members called a product in messages and the catalogue does not know: it changes nothing until a member who keeps the catalogue says so.
 * Read from the sealed corrections when asked for, so what an erased contact wrote is not among it.
 */
export async function readSuggestions(ctx: Ctx): Promise<ProductSuggestion[]> {
  const gathered = await gather(ctx);
  const products = new Map(
    (await ctx.em.find(Product, { nameKey: { $in: [...gathered.keys()] } })).map((product) => [product.nameKey, product]),
  );
  return [...gathered]
    .flatMap(([key, { name, words, places }]) => {
      const product = products.get(key) ?? null;
      const known = new Set([product?.name, ...(product?.aliases ?? [])].map((word) => productKey(word ?? '')));
      const unknown = [...words].flatMap(([word, written]) => (known.has(word) ? [] : [written]));
      const [latest] = places;
      if (!latest || (product && unknown.length === 0)) return [];
      return [{ id: idOf(latest), name, words: unknown, count: places.length, lastSaidAt: latest.saidAt, product }];
    })
    .sort((a, b) => b.count - a.count || b.lastSaidAt.getTime() - a.lastSaidAt.getTime())
    .slice(0, MOST);
}

/** The product is added, or known by these words as well, from the next message on. What it is called is the tenant's own word from then on. */
export async function acceptSuggestion(tx: Tx, id: string): Promise<Product> {
  const suggestion = (await readSuggestions(tx)).find((one) => one.id === id);
  if (!suggestion) throw notFound('The suggestion');
  const { name, words, product } = suggestion;
  if (!product) return saveProduct(tx, null, { name, aliases: words });
  const { id: productId, aliases, price, currency } = product;
  return saveProduct(tx, productId, { name: product.name, aliases: [...aliases, ...words], price, currency });
}

/** It is no product of the tenant's. False where there is none of that id any more. */
export async function dismissSuggestion(tx: Tx, id: string): Promise<boolean> {
  const group = [...(await gather(tx)).values()].find(({ places }) => places.some((place) => idOf(place) === id));
  for (const { runId, at } of group?.places ?? [])
    await tx.em.execute(
      `update "${schemaOf(tx.tenant)}".correction set dismissed_entities = dismissed_entities || ?::int where run_id = ?`,
      [at, runId],
    );
  return group !== undefined;
}

const idOf = ({ runId, at }: { readonly runId: string; readonly at: number }): string => `${runId}.${at}`;

/** By the name's key, the latest first. */
async function gather(ctx: Ctx): Promise<Map<string, Gathered>> {
  const gathered = new Map<string, Gathered>();
  for (const { runId, entities, dismissed, correctedAt } of await readSealedLessons(ctx))
    for (const [at, { kind, value, normalized, isWrong }] of entities.entries()) {
      const key = productKey(normalized);
      if (kind !== 'product' || isWrong || dismissed.includes(at) || !/[\p{L}\p{N}]/u.test(key)) continue;
      const one: Gathered = gathered.get(key) ?? { name: normalized, words: new Map(), places: [] };
      const word = productKey(value);
      if (word !== key && !one.words.has(word)) one.words.set(word, value);
      one.places.push({ runId, at, saidAt: correctedAt });
      gathered.set(key, one);
    }
  return gathered;
}
