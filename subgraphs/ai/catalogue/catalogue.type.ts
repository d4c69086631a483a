import { Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';

@InputType({ description: 'See CatalogueProduct. What is left out is none.' })
export class ProductRow {
  @Field(() => String, { description: 'Up to 120 characters; one product a name.' })
  name!: string;
  @Field(() => [String], { nullable: true, description: 'Up to 20.' })
  aliases?: string[] | null;
  @Field(() => Float, { nullable: true, description: 'For one.' })
  price?: number | null;
  @Field(() => String, { nullable: true, description: 'By three letters (ISO 4217).' })
  currency?: string | null;
}

@ObjectType({ description: 'What is wrong with a row of an import.', simpleResolvers: true })
export class ProductRowError {
  @Field(() => Int, { description: 'From 1.' })
  readonly row!: number;
  @Field(() => String, { description: 'For a person.' })
  readonly message!: string;
}

@ObjectType({ description: 'What an import did. With errors: nothing.', simpleResolvers: true })
@RequiresScopes([['knowledge:write']])
export class ProductImportResult {
  @Field(() => Int, { description: 'Rows that were no product yet.' })
  readonly added!: number;
  @Field(() => Int, { description: 'Rows that took the place of a product of that name.' })
  readonly updated!: number;
  @Field(() => [ProductRowError], { description: 'The first hundred.' })
  readonly errors!: ProductRowError[];
}
