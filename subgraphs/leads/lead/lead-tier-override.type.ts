import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '#kernel/graph/scalars.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { MemberReference } from '../references/member.type.ts';
import type { Lead } from './lead.entity.ts';
import { LeadTier } from './lead-tier.ts';

@ObjectType({
  simpleResolvers: true,
  description: "A member's judgement in place of the score's; scores are still recorded under it.",
})
export class LeadTierOverride {
  @Field(() => LeadTier, { description: 'What the lead shows until the override is cleared.' })
  readonly tier!: LeadTier;

  @Field(() => MemberReference, { nullable: true, description: 'Who set it.' })
  readonly by!: MemberReference;

  @Field(() => String, { description: 'Why, in the words of the member.' })
  readonly reason!: () => Promise<string>;

  @Field(() => DateTime, { description: 'When it was set.' })
  readonly at!: Date;
}

const reasonOf = (leadId: string) => ({ table: 'lead', column: 'override_reason', rowId: leadId });

/** What a member writes about a person is the person's: the reason is erased with it. */
export const sealReason = (ctx: Ctx, lead: Lead, reason: string): Promise<Buffer> =>
  ctx.vault.seal(lead.contactId, reasonOf(lead.id), reason);

export const overrideOf = (ctx: Ctx, lead: Lead): LeadTierOverride | null => {
  const { overrideTier: tier, overrideBy: by, overrideReason: reason, overrideAt: at } = lead;
  if (!tier || !by || !reason || !at) return null;
  return {
    tier,
    by: { id: by },
    at,
    reason: async () => (await ctx.vault.open(reasonOf(lead.id), reason)) ?? 'Erased with the contact.',
  };
};
