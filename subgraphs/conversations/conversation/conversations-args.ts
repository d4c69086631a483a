import { ArgsType, Field, InputType } from 'type-graphql';
import { ConnectionArgs } from '#kernel/graph/connection.ts';
import { Platform } from '../platform.ts';
import { ConversationStatus } from './conversation.entity.ts';

@InputType({ description: 'All that are given must match; of a list, any one.' })
export class ConversationFilter {
  @Field(() => [ConversationStatus], { nullable: true, description: 'Conversations in one of these states.' })
  readonly status?: ConversationStatus[] | null;

  @Field(() => [Platform], { nullable: true, description: 'Conversations on one of these platforms.' })
  readonly platform?: Platform[] | null;
}

@ArgsType()
export class ConversationsArgs extends ConnectionArgs {
  @Field(() => ConversationFilter, { nullable: true, description: 'All conversations unless said.' })
  readonly filter?: ConversationFilter | null;
}
