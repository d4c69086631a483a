import { Field, InputType } from 'type-graphql';
import { Json } from '#kernel/graph/scalars.ts';
import { Platform } from '../platform.ts';

@InputType({
  description:
    "credentials: the platform's own names, as `credentials` shows them for each. Stored encrypted, never returned. A wrong shape is answered with the right one.",
})
export class ConnectChannelInput {
  @Field(() => Platform, { description: 'The platform that the account is on.' })
  readonly platform!: Platform;

  @Field(() => String, {
    description:
      "The platform's own id of the account. FACEBOOK: the page id. INSTAGRAM: the professional account's id. X: the user id, not the @name. LINKEDIN: the organisation's URN, `urn:li:organization:12345`.",
  })
  readonly accountId!: string;

  @Field(() => String, { description: 'What the team calls it.' })
  readonly displayName!: string;

  @Field(() => Json, {
    description: [
      'Checked with the platform before anything is stored, and renewed by itself where the platform has such a thing.',
      'FACEBOOK: `{"pageAccessToken"}`. INSTAGRAM: `{"accessToken"}`.',
      'X: `{"accessToken", "refreshToken", "clientId", "expiresAt"}`.',
      'LINKEDIN: `{"accessToken", "applicationId"}`, to be renewed also `refreshToken`, `clientId`, `expiresAt`.',
    ].join('\n'),
  })
  readonly credentials!: unknown;
}
