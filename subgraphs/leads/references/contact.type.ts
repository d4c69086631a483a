import { Field, ID, ObjectType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { Lead } from '../lead/lead.entity.ts';

@ObjectType('Contact', { simpleResolvers: true })
@Key('id')
@RequiresScopes([['conversations:read'], ['leads:read']])
export class ContactReference {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Lead, { nullable: true, description: 'The one lead of this contact; null until a message was scored.' })
  readonly lead!: Lead | null;
}
