import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { disableMember } from './disable-member.ts';
import { enableMember } from './enable-member.ts';
import { findMember } from './find-member.ts';
import { inviteMember } from './invite-member.ts';
import { listMembers } from './list-members.ts';
import { Member } from './member.entity.ts';
import { MemberConnection } from './member-connection.type.ts';
import { openDisplayName, openEmail } from './member-identity.ts';
import { setMemberRole } from './set-member-role.ts';

@Resolver(() => Member)
export class MemberResolver {
  @Query(() => MemberConnection, { description: 'The members of the tenant, the newest first, disabled ones among them.' })
  @RequiresScopes([['members:read']])
  members(@Ctx() ctx: GraphContext, @Args(() => ConnectionArgs) args: ConnectionArgs) {
    return listMembers(ctx, args);
  }

  @Query(() => Member, { nullable: true, description: 'One member; null where there is none of this id.' })
  @RequiresScopes([['members:read']])
  member(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<Member | null> {
    return findMember(ctx, id);
  }

  @Mutation(() => Member, {
    description:
      'Adds a member, who may sign in as soon as the identity provider names the e-mail address or the id as the subject. Only an owner adds owners.',
  })
  @RequiresScopes([['members:manage']])
  inviteMember(
    @Ctx() ctx: GraphContext,
    @Arg('email', () => String) email: string,
    @Arg('displayName', () => String) displayName: string,
    @Arg('roleId', () => ID) roleId: string,
  ): Promise<Member> {
    return ctx.transaction((tx) => inviteMember(tx, email, displayName, roleId));
  }

  @Mutation(() => Member, { description: 'Gives a member another role, in force within 5 seconds. The last owner stays one.' })
  @RequiresScopes([['members:manage']])
  setMemberRole(
    @Ctx() ctx: GraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('roleId', () => ID) roleId: string,
  ): Promise<Member> {
    return ctx.transaction((tx) => setMemberRole(tx, id, roleId));
  }

  @Mutation(() => Member, { description: 'Shuts a member out within 5 seconds, open subscriptions too. The last owner stays.' })
  @RequiresScopes([['members:manage']])
  disableMember(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<Member> {
    return ctx.transaction((tx) => disableMember(tx, id));
  }

  @Mutation(() => Member, { description: 'Lets a disabled member in again, with the role it had.' })
  @RequiresScopes([['members:manage']])
  enableMember(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<Member> {
    return ctx.transaction((tx) => enableMember(tx, id));
  }

  @FieldResolver(() => String, { description: 'What the others call the member.' })
  displayName(@Ctx() ctx: GraphContext, @Root() member: Member): Promise<string> {
    return openDisplayName(ctx, member);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The e-mail address.' })
  @RequiresScopes([['members:read']])
  email(@Ctx() ctx: GraphContext, @Root() member: Member): Promise<string | null> {
    return openEmail(ctx, member);
  }
}
