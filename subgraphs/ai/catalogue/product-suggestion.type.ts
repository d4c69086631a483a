import { Field, ID, Int, ObjectType } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { Product } from './product.entity.ts';

@ObjectType({
  description: 'What members called a product when they corrected runs, and the catalogue does not know.',
  simpleResolvers: true,
})
@RequiresScopes([['knowledge:read']])
export class CatalogueSuggestion {
  @Field(() => ID, { description: 'Stands for it until somebody says it again.' })
  readonly id!: string;
  @Field(() => String, { description: 'The one form that members gave it.' })
  @RequiresScopes([['contacts:pii']])
  readonly name!: string;
  @Field(() => [String], { description: 'As customers wrote it, where that is neither the name nor known.' })
  @RequiresScopes([['contacts:pii']])
  readonly words!: string[];
  @Field(() => Int, { description: 'How often it was said.' })
  readonly count!: number;
  @Field(() => DateTime, { description: 'When it was said last.' })
  readonly lastSaidAt!: Date;
  @Field(() => Product, { nullable: true, description: 'The product of that name, which the words would be added to.' })
  readonly product!: Product | null;
}
