import { ArgsType, Field, InputType } from 'type-graphql';
import { ConnectionArgs } from '#kernel/graph/connection.ts';
import { Platform } from '../platform.ts';

@InputType({ description: 'All that are given must match; of a list, any one.' })
export class ContactFilter {
  @Field(() => String, {
    nullable: true,
    description: "The platform's own id of the person, whole and exact: it is kept encrypted.",
  })
  readonly platformUserId?: string | null;

  @Field(() => [Platform], { nullable: true, description: 'Contacts on one of these platforms.' })
  readonly platform?: Platform[] | null;
}

@ArgsType()
export class ContactsArgs extends ConnectionArgs {
  @Field(() => ContactFilter, { nullable: true, description: 'All contacts unless said.' })
  readonly filter?: ContactFilter | null;
}
