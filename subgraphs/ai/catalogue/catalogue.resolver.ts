import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ConnectionArgs, type ConnectionOf } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { findPage } from '#kernel/graph/find-page.ts';
import { latestBy } from '#kernel/graph/keyset.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { ProductImportResult, ProductRow } from './catalogue.type.ts';
import { importProducts } from './import-products.ts';
import { CatalogueProductConnection, Product } from './product.entity.ts';
import { CatalogueSuggestion } from './product-suggestion.type.ts';
import { acceptSuggestion, dismissSuggestion, readSuggestions } from './product-suggestions.ts';
import { removeProduct, saveProduct } from './save-product.ts';

@Resolver()
export class CatalogueResolver {
  @Query(() => CatalogueProductConnection, { description: 'What the tenant sells, newest first.' })
  @RequiresScopes([['knowledge:read']])
  catalogueProducts(@Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() ctx: GraphContext): Promise<ConnectionOf<Product>> {
    return findPage(ctx, Product, latestBy('createdAt'), args);
  }

  @Query(() => [CatalogueSuggestion], {
    description: 'What members called products and the catalogue does not know, the most frequent first: 50 at most.',
  })
  @RequiresScopes([['knowledge:read']])
  catalogueSuggestions(@Ctx() ctx: GraphContext): Promise<CatalogueSuggestion[]> {
    return readSuggestions(ctx);
  }

  @Mutation(() => Product, { description: 'Adds the product, or the words as aliases of the one that has that name.' })
  @RequiresScopes([['knowledge:write']])
  acceptCatalogueSuggestion(@Arg('id', () => ID) id: string, @Ctx() ctx: GraphContext): Promise<Product> {
    return ctx.transaction((tx) => acceptSuggestion(tx, id));
  }

  @Mutation(() => Boolean, { description: 'It is no product. False when there was none of that id.' })
  @RequiresScopes([['knowledge:write']])
  dismissCatalogueSuggestion(@Arg('id', () => ID) id: string, @Ctx() ctx: GraphContext): Promise<boolean> {
    return ctx.transaction((tx) => dismissSuggestion(tx, id));
  }

  @Mutation(() => Product, { description: 'Messages are searched for it from the next one on.' })
  @RequiresScopes([['knowledge:write']])
  addCatalogueProduct(@Arg('input', () => ProductRow) input: ProductRow, @Ctx() ctx: GraphContext): Promise<Product> {
    return ctx.transaction((tx) => saveProduct(tx, null, input));
  }

  @Mutation(() => Product, { description: 'Replaces all that is known of it.' })
  @RequiresScopes([['knowledge:write']])
  updateCatalogueProduct(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => ProductRow) input: ProductRow,
    @Ctx() ctx: GraphContext,
  ): Promise<Product> {
    return ctx.transaction((tx) => saveProduct(tx, id, input));
  }

  @Mutation(() => Boolean, { description: 'False when there was none of that id.' })
  @RequiresScopes([['knowledge:write']])
  removeCatalogueProduct(@Arg('id', () => ID) id: string, @Ctx() ctx: GraphContext): Promise<boolean> {
    return ctx.transaction((tx) => removeProduct(tx, id));
  }

  @Mutation(() => ProductImportResult, {
    description: 'All rows or none, up to 5,000. A row whose name is there already takes the place of what was known of it.',
  })
  @RequiresScopes([['knowledge:write']])
  importCatalogueProducts(
    @Arg('rows', () => [ProductRow]) rows: ProductRow[],
    @Ctx() ctx: GraphContext,
  ): Promise<ProductImportResult> {
    return ctx.transaction(async (tx) => {
      const { errors, ...done } = await importProducts(tx, rows);
      return { ...done, errors: [...errors] };
    });
  }
}
