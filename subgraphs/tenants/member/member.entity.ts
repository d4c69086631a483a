import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { Key } from '#kernel/graph/directives.ts';
import { Role } from '../role/role.entity.ts';

const MemberSchema = defineEntity({
  name: 'Member',
  tableName: 'member',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    subjectHash: p.blob(),
    emailHash: p.blob(),
    sealedEmail: p.blob().name('email'),
    sealedDisplayName: p.blob().name('display_name'),
    role: () => p.manyToOne(Role),
    disabledAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
});

@ObjectType({ simpleResolvers: true, description: 'A person who works for the tenant, or a service that acts for it.' })
@Key('id')
export class Member extends MemberSchema.class {
  @Field(() => ID, { description: 'May stand as the subject of a token.' })
  declare id: string;

  @Field(() => Role, { description: 'What the member may do.' })
  declare role: Role;

  @Field(() => Boolean, { description: 'Whether the member was shut out. Nobody is removed: what a member did stays signed.' })
  get disabled(): Opt<boolean> {
    return this.disabledAt != null;
  }
}
MemberSchema.setClass(Member);
