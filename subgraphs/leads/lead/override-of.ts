import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Lead } from './lead.entity.ts';
import type { LeadTierOverride } from './lead-tier-override.type.ts';

const at = (leadId: string) => ({ table: 'lead', column: 'override_reason', rowId: leadId });

/** What a member writes about a person is the person's: the reason is erased with it. */
export const sealReason = (ctx: Ctx, lead: Lead, reason: string): Promise<Buffer> =>
  ctx.vault.seal(lead.contactId, at(lead.id), reason);

/** The reason is opened when it is asked for. */
export const overrideOf = (ctx: Ctx, lead: Lead): LeadTierOverride | null => {
  const { overrideTier: tier, overrideBy: by, overrideReason: sealed, overrideAt: since } = lead;
  if (!tier || !by || !sealed || !since) return null;
  const reason = async (): Promise<string> => (await ctx.vault.open(at(lead.id), sealed)) ?? 'Erased with the contact.';
  return { tier, by: { id: by }, at: since, reason };
};
