import { Field, ID, InputType } from 'type-graphql';
import { ConversationFilter } from '../conversation/conversations-args.ts';

@InputType({ description: 'A view as it is to be from now on.' })
export class ConversationViewInput {
  @Field(() => ID, { nullable: true, description: 'The view that is replaced; a new one unless said.' })
  readonly id?: string | null;

  @Field(() => String, { description: 'Of 1 to 60 characters, and no other that the member sees is called so.' })
  readonly name!: string;

  @Field(() => ConversationFilter, { description: 'What it asks for.' })
  readonly filter!: ConversationFilter;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the whole team has it: saving, changing and removing such a one needs conversations:write.',
  })
  readonly isShared!: boolean;
}
