import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf, type TenantId } from '#kernel/tenancy/tenant.ts';
import { type Catalogue, type CatalogueItem, readCatalogue } from '../agents/find-products.ts';

/** Ten thousand products take some megabytes. */
const MOST_TENANTS = 32;

interface Held {
  readonly version: number;
  readonly catalogue: Promise<Catalogue>;
}

/** Each tenant's products as a message looks them up: made once a version and process. */
export class TenantCatalogues {
  // in the order of their last use
  readonly #held = new Map<TenantId, Held>();

  /** `version` comes with the message's briefing; only a message that brings another one reads the products. 0: there never was one. */
  async of(ctx: Ctx, version: number): Promise<Catalogue | undefined> {
    if (version === 0) return undefined;
    const { tenant } = ctx;
    const before = this.#held.get(tenant);
    // a message whose briefing is older than what another one brought knows no less by it
    const held = before && before.version >= version ? before : { version, catalogue: makeCatalogue(ctx) };
    this.#held.delete(tenant);
    this.#held.set(tenant, held);
    const [oldest] = this.#held.keys();
    if (this.#held.size > MOST_TENANTS && oldest !== undefined) this.#held.delete(oldest);
    try {
      return await held.catalogue;
    } catch (error) {
      // the next message asks again
      if (this.#held.get(tenant) === held) this.#held.delete(tenant);
      throw error;
    }
  }
}

async function makeCatalogue(ctx: Ctx): Promise<Catalogue> {
  const items = await ctx.em.execute<CatalogueItem[]>(
    `select name, to_jsonb(aliases) as synonyms from "${schemaOf(ctx.tenant)}".product order by name_key`,
  );
  return readCatalogue(items);
}
