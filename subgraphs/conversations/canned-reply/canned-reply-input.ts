import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'A canned reply as it is to be from now on.' })
export class CannedReplyInput {
  @Field(() => ID, { nullable: true, description: 'The one that is replaced; a new one unless said.' })
  readonly id?: string | null;

  @Field(() => String, { description: 'Of 1 to 60 characters, and no other one is called so.' })
  readonly name!: string;

  @Field(() => String, {
    description:
      'Of 1 to 5,000 characters. Variables are {{contact.name}}, {{contact.firstName}}, {{agent.name}} and {{channel.name}}; another one is refused.',
  })
  readonly text!: string;
}
