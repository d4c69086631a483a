import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { scopeCatalogue } from '#kernel/auth/scopes.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { defineRole } from './define-role.ts';
import { listRoles } from './list-roles.ts';
import { removeRole } from './remove-role.ts';
import { Role } from './role.entity.ts';
import { updateRole } from './update-role.ts';

@ObjectType({ simpleResolvers: true, description: 'A scope, and what it lets its holder do.' })
class ScopeInfo {
  @Field(() => String, { description: 'As it stands in roles, keys and tokens.' })
  readonly name!: string;

  @Field(() => String, { description: 'What its holder may do, in one sentence.' })
  readonly description!: string;
}

@Resolver(() => Role)
export class RoleResolver {
  @Query(() => [Role], { description: 'Every role of the tenant, the built-in ones first.' })
  @RequiresScopes([['members:read']])
  roles(@Ctx() ctx: GraphContext): Promise<Role[]> {
    return listRoles(ctx);
  }

  @Query(() => [ScopeInfo], { description: 'Every scope that a role or a key may be given.' })
  @RequiresScopes([['members:read']])
  scopes(): ScopeInfo[] {
    return Object.entries(scopeCatalogue).map(([name, description]) => ({ name, description }));
  }

  @Mutation(() => Role, { description: 'Adds a role of the tenant’s own, with no more than the caller’s own role allows.' })
  @RequiresScopes([['members:manage']])
  defineRole(
    @Ctx() ctx: GraphContext,
    @Arg('name', () => String) name: string,
    @Arg('scopes', () => [String]) scopes: string[],
  ): Promise<Role> {
    return ctx.transaction((tx) => defineRole(tx, name, scopes));
  }

  @Mutation(() => Role, { description: 'Changes a role of the tenant’s own; in force for its members within 5 seconds.' })
  @RequiresScopes([['members:manage']])
  updateRole(
    @Ctx() ctx: GraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('name', () => String, { nullable: true }) name: string | null,
    @Arg('scopes', () => [String], { nullable: true }) scopes: string[] | null,
  ): Promise<Role> {
    return ctx.transaction((tx) => updateRole(tx, id, { name, scopes }));
  }

  @Mutation(() => Role, { description: 'Removes a role of the tenant’s own; CONFLICT while a member has it.' })
  @RequiresScopes([['members:manage']])
  removeRole(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<Role> {
    return ctx.transaction((tx) => removeRole(tx, id));
  }
}
