import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';

const ProductSchema = defineEntity({
  name: 'Product',
  tableName: 'product',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    nameKey: p.text(),
    aliases: p.array<string>(),
    price: p.decimal('number').nullable(),
    currency: p.text().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

@ObjectType('CatalogueProduct', { description: 'What the tenant sells, as messages are searched for it.', simpleResolvers: true })
@RequiresScopes([['knowledge:read']])
export class Product extends ProductSchema.class {
  @Field(() => ID, { description: 'Stable id.' })
  declare id: string;
  @Field(() => String, { description: 'The name that counts: what is found by an alias has it as its normalised value.' })
  declare name: string;
  @Field(() => [String], { description: 'What customers call it as well.' })
  declare aliases: string[];
  @Field(() => Float, { nullable: true, description: 'For one.' })
  declare price: number | null | undefined;
  @Field(() => String, { nullable: true, description: 'ISO 4217.' })
  declare currency: string | null | undefined;
}
ProductSchema.setClass(Product);

export const { Connection: CatalogueProductConnection } = connectionOf('CatalogueProduct', () => Product);
