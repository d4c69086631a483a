import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { Platform } from '../platform.ts';

export enum ChannelStatus {
  CONNECTED = 'CONNECTED',
  DEGRADED = 'DEGRADED',
  DISCONNECTED = 'DISCONNECTED',
}
registerEnumType(ChannelStatus, {
  name: 'ChannelStatus',
  description: 'Whether messages come in and go out.',
  valuesConfig: {
    CONNECTED: { description: 'Messages come in and go out.' },
    DEGRADED: {
      description:
        'The platform refuses some of what is sent, or does not send what comes in; `lastError` says which. It is tried again by itself.',
    },
    DISCONNECTED: { description: 'Nothing is sent: a member disconnected it, or the platform took the credential back.' },
  },
});

const ChannelSchema = defineEntity({
  name: 'Channel',
  tableName: 'channel',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    platform: p.enum(() => Platform),
    accountId: p.text(),
    displayName: p.text(),
    status: p.enum(() => ChannelStatus),
    /** Sealed under the tenant's key; null once a member disconnected the channel. */
    credentials: p.blob().nullable(),
    lastInboundAt: p.datetime().nullable(),
    lastError: p.text().nullable(),
    connectedAt: p.datetime(),
    /** When it got its present credentials. */
    credentialsAt: p.datetime().nullable(),
    connectKey: p.text().nullable(),
    retentionHours: p.integer().nullable(),
  },
});

@Key('id')
@RequiresScopes([['conversations:read']])
@ObjectType({ description: 'One connected account of the tenant on one platform: a page, a profile, an organisation.' })
export class Channel extends ChannelSchema.class {
  @Field(() => ID, { description: 'Ours; it stays when the account is disconnected and connected again.' })
  declare id: string;

  @Field(() => Platform, { description: 'The platform that the account is on.' })
  declare platform: Platform;

  @Field(() => String, { description: "The platform's own id of the account (page id, user id, organisation URN)." })
  declare accountId: string;

  @Field(() => String, { description: 'What the team calls it.' })
  declare displayName: string;

  @Field(() => ChannelStatus, { description: 'Whether messages come in and go out.' })
  declare status: ChannelStatus;

  @Field(() => DateTime, { nullable: true, description: 'When the latest message came in; null before the first.' })
  declare lastInboundAt: Opt<Date> | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the platform refused the latest call that it refused; null once one succeeds.',
  })
  declare lastError: Opt<string> | null;

  @Field(() => DateTime, { description: 'When it was last connected.' })
  declare connectedAt: Date;

  @Field(() => Int, {
    nullable: true,
    description:
      "How long what is said here is kept, in hours: then messages, drafts and notes lose their texts. Null: for ever. A platform's own rule is the most (LINKEDIN: 48).",
  })
  declare retentionHours: Opt<number> | null;
}
ChannelSchema.setClass(Channel);

/** Where a channel's sealed credentials stand. */
export const credentialsAt = (channelId: string) => ({ table: 'channel', column: 'credentials', rowId: channelId }) as const;
