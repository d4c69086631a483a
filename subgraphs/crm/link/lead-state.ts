import type { Ctx } from '#kernel/tenancy/context.ts';
import type { CrmLead, KeptFact } from '../connectors/crm-connector.ts';

/** What of a lead stands in clear. */
export type LeadFacts = Pick<CrmLead, 'platform' | 'tier' | 'points' | 'stage' | 'signals'>;
/** What of it is the person's. */
export type ContactDetails = Pick<CrmLead, 'displayName' | 'email' | 'phone' | 'company'>;

/** What of them the CRM is told: what people entered on the record that the lead was given stays. */
export const withoutKept = (details: ContactDetails, kept: readonly KeptFact[]): ContactDetails => ({
  ...details,
  ...Object.fromEntries(kept.map((fact) => [fact, null])),
});

/** A lead as the latest event told of it: what its link keeps, so that it can be written again without asking anybody. */
export interface LeadState {
  readonly leadId: string;
  readonly contactId: string;
  readonly conversationId: string;
  readonly version: number;
  readonly facts: LeadFacts;
  readonly details: ContactDetails;
}

// a connection has one link to a lead, and the statement that writes it does not know beforehand whether the row is there: so the pair,
// which it does know, stands for the row in the seal
const contactAt = (connectionId: string, leadId: string) => ({
  table: 'crm_link',
  column: 'contact',
  rowId: `${connectionId}/${leadId}`,
});

export const sealDetails = (ctx: Ctx, connectionId: string, { leadId, contactId, details }: LeadState): Promise<Buffer> =>
  ctx.vault.seal(contactId, contactAt(connectionId, leadId), JSON.stringify(details));

/** Null when the person was erased. */
export const openDetails = async (
  ctx: Ctx,
  connectionId: string,
  leadId: string,
  sealed: Uint8Array,
): Promise<ContactDetails | null> => {
  const text = await ctx.vault.open(contactAt(connectionId, leadId), sealed);
  return text === null ? null : (JSON.parse(text) as ContactDetails);
};
