import { defineEntity, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { Channel } from '../channel/channel.entity.ts';
import { Platform } from '../platform.ts';
import { LeadTier } from './lead-tier.ts';

const ContactSchema = defineEntity({
  name: 'Contact',
  tableName: 'contact',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    channel: () => p.manyToOne(Channel).ref(),
    platform: p.enum(() => Platform),
    platformUserHash: p.blob(),
    platformUserId: p.blob(),
    displayName: p.blob().nullable(),
    /** The lead's, as far as it was ever more than COLD; null: COLD, or no score yet. */
    tier: p.enum(() => LeadTier).nullable(),
    tierVersion: p.integer().default(0),
    createdAt: p.datetime(),
  },
});

@Key('id')
@RequiresScopes([['conversations:read'], ['leads:read']])
@ObjectType({ description: 'A person who wrote to one of the channels.' })
export class Contact extends ContactSchema.class {
  @Field(() => ID, {
    description: 'Ours. The same person on two channels is two contacts: platforms give ids for one account alone.',
  })
  declare id: string;

  @Field(() => Platform, { description: 'The platform that the person wrote on.' })
  declare platform: Platform;
}
ContactSchema.setClass(Contact);

/** Where the personal columns of a contact stand; their subject is the contact itself. */
export const platformUserIdAt = (contactId: string) =>
  ({ table: 'contact', column: 'platform_user_id', rowId: contactId }) as const;
export const displayNameAt = (contactId: string) => ({ table: 'contact', column: 'display_name', rowId: contactId }) as const;

/** The purpose of the keyed hash by which a contact is found; the hash is the same on all channels of a tenant. */
export const PLATFORM_USER_ID = 'contact.platform_user_id';
