import { Field, ID, ObjectType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { Lead } from '../lead/lead.entity.ts';

@ObjectType('Conversation', { simpleResolvers: true })
@Key('id')
@RequiresScopes([['conversations:read']])
export class ConversationReference {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Lead, { nullable: true, description: 'The lead of the contact who writes here; null until a message was scored.' })
  readonly lead!: Lead | null;
}
