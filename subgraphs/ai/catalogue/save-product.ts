import { badUserInput, notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId, newId } from '#kernel/persistence/new-id.ts';
import { changeCatalogue } from './change-catalogue.ts';
import { checkedProduct, type ProductInput } from './checked-product.ts';
import { Product } from './product.entity.ts';

/** Adds a product, or replaces what is known of the one of that id. Known in every process from its next message on. */
export function saveProduct(tx: Tx, id: string | null, input: ProductInput): Promise<Product> {
  const checked = checkedProduct(input);
  return changeCatalogue(tx, async () => {
    const now = tx.clock.now();
    const stored = id === null ? null : await productOf(tx, id);
    const namesake = await tx.em.findOne(Product, { nameKey: checked.nameKey });
    if (namesake && namesake.id !== stored?.id) throw badUserInput('name', 'Another product has that name: change that one.');
    const product = stored ?? tx.em.create(Product, { id: newId(), ...checked, createdAt: now, updatedAt: now });
    Object.assign(product, checked, { updatedAt: now });
    await tx.em.flush();
    return product;
  });
}

export async function removeProduct(tx: Tx, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  return changeCatalogue(tx, async () => (await tx.em.nativeDelete(Product, { id })) > 0);
}

async function productOf(tx: Tx, id: string): Promise<Product> {
  const product = isId(id) ? await tx.em.findOne(Product, { id }) : null;
  if (!product) throw notFound('The product');
  return product;
}
