import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '#kernel/graph/scalars.ts';
import { Member } from '../member/member.entity.ts';
import { Tenant } from '../tenant/tenant.type.ts';

@ObjectType({ simpleResolvers: true, description: 'Who is asking, and what the caller may do now.' })
export class Session {
  @Field(() => String, {
    description: "The newest position in the tenant's feed. Take it, query, then subscribe after it: nothing is missed.",
  })
  readonly eventCursor!: string;

  @Field(() => Tenant, { description: 'The tenant that the token is of; everything else belongs to it.' })
  readonly tenant!: Tenant;

  @Field(() => Member, { nullable: true, description: 'The caller; null where no member stands behind the token.' })
  readonly member!: Member | null;

  @Field(() => DateTime, { description: 'When the token ends, and open subscriptions with it.' })
  readonly expiresAt!: Date;

  @Field(() => [String], { description: "The names of the caller's roles." })
  readonly roles!: string[];

  @Field(() => [String], { description: 'What the role and the token together allow, the scopes implied by others among them.' })
  readonly scopes!: string[];
}
