import { defineEntity, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';

const CannedReplySchema = defineEntity({
  name: 'CannedReply',
  tableName: 'canned_reply',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    text: p.text(),
    updatedAt: p.datetime(),
  },
});

@RequiresScopes([['conversations:read']])
@ObjectType({ description: 'A text that the team answers with again and again.' })
export class CannedReply extends CannedReplySchema.class {
  @Field(() => ID, { description: 'Ours.' })
  declare id: string;

  @Field(() => String, { description: 'What it is found by; no two are called the same.' })
  declare name: string;

  @Field(() => String, {
    description:
      'What it says, with the variables as they were written: {{contact.name}}, {{contact.firstName}}, {{agent.name}}, {{channel.name}}.',
  })
  declare text: string;

  @Field(() => DateTime, { description: 'When it was saved last.' })
  declare updatedAt: Date;
}
CannedReplySchema.setClass(CannedReply);
