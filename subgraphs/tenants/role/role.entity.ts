import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { Key } from '#kernel/graph/directives.ts';
import { builtInRoles, OWNER } from './built-in-roles.ts';

const RoleSchema = defineEntity({
  name: 'Role',
  tableName: 'role',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    name: p.string(),
    builtIn: p.boolean(),
    /** Null for a built-in role. */
    ownScopes: p.array().name('scopes').nullable(),
    createdAt: p.datetime(),
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'A named set of scopes: owner, admin, reviewer, analyst and integration are built in; a tenant adds its own.',
})
@Key('id')
export class Role extends RoleSchema.class {
  @Field(() => ID, { description: 'For giving the role to members.' })
  declare id: string;

  @Field(() => String, { description: 'Unique in the tenant, whatever its case.' })
  declare name: string;

  @Field(() => Boolean, { description: 'Whether every tenant has it; a built-in role cannot be changed or removed.' })
  declare builtIn: boolean;

  @Field(() => [String], { description: 'What its members may do.' })
  get scopes(): Opt<string[]> {
    return [...((this.builtIn ? builtInRoles[this.name] : this.ownScopes) ?? [])];
  }

  get isOwner(): Opt<boolean> {
    return this.builtIn && this.name === OWNER;
  }
}
RoleSchema.setClass(Role);
