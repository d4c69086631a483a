import { Field, InputType, Int } from 'type-graphql';

@InputType({
  description: "What a member says of words in a message. Kept sealed, and gone with the contact or the message's text.",
})
export class EntityCorrectionInput {
  @Field(() => String, { description: 'email, phone, name, company, product, budget, quantity, date or place.' })
  kind!: string;
  @Field(() => String, { description: 'As written in the message.' })
  value!: string;
  @Field(() => Int, { description: 'Where it begins in the message, in UTF-16 units.' })
  start!: number;
  @Field(() => Int, { description: 'The first unit after it.' })
  end!: number;
  @Field(() => String, {
    nullable: true,
    description: "See Entity; of a product: the catalogue's name. Left out: as the agents read it.",
  })
  normalized?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'True: these words were taken for that and are not.' })
  isWrong?: boolean | null;
}
