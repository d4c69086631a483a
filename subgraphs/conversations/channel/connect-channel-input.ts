import { Field, InputType } from 'type-graphql';
import { Json } from '#kernel/graph/scalars.ts';
import { Platform } from '../platform.ts';

@InputType({ description: "credentials: the platform's own names, e.g. pageAccessToken; stored encrypted, never returned." })
export class ConnectChannelInput {
  @Field(() => Platform, { description: 'The platform that the account is on.' })
  readonly platform!: Platform;

  @Field(() => String, { description: "The platform's own id of the account: for FACEBOOK the page id." })
  readonly accountId!: string;

  @Field(() => String, { description: 'What the team calls it.' })
  readonly displayName!: string;

  @Field(() => Json, {
    description: 'FACEBOOK: `{"pageAccessToken": "..."}`. Checked with the platform before anything is stored.',
  })
  readonly credentials!: unknown;
}
