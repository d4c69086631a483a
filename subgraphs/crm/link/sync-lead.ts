import type { Delivery, Settle } from '#kernel/messaging/consumer.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { LeadOutcome, Refusal } from '../connectors/crm-connector.ts';
import { refusalError } from '../connectors/refusal-error.ts';
import type { CrmMeans } from '../crm-means.ts';
import { CrmLink } from './crm-link.entity.ts';
import type { LeadState } from './lead-state.ts';
import { recordLead } from './record-lead.ts';
import { type WrittenLead, writeLead } from './write-lead.ts';

/** A lead as an event told of it; what the event did not say stays as the link has it. */
export type ReportedLead = Omit<LeadState, 'facts'> & {
  readonly facts: Omit<LeadState['facts'], 'signals'> & { readonly signals?: readonly string[] };
};

/**
 * Writes the lead to every CRM of the tenant and records it. A version that a link has passed is not written there. Safe to repeat: a CRM
 * finds the lead by our id. Throws TransientError where a CRM may take it later, and PermanentError, after recording why, where one never will.
 */
export const syncLead = async (
  ctx: Ctx,
  means: CrmMeans,
  reported: ReportedLead,
  settle: Settle,
  { signal, transaction }: Delivery,
): Promise<void> => {
  const connections = await means.live.of(ctx);
  if (connections.length === 0) return;
  const links = await ctx.em.find(CrmLink, { leadId: reported.leadId });
  const written: WrittenLead[] = [];
  for (const connection of connections) {
    const link = links.find((each) => each.connection.id === connection.account.connectionId) ?? null;
    if (link && link.leadVersion > reported.version) continue;
    written.push(await writeLead(ctx, connection, leadOf(reported, link), link, signal));
  }
  const record = async (tx: Tx): Promise<void> => {
    for (const lead of written) await recordLead(tx, means, lead);
  };
  const refused = written.map(({ outcome }) => outcome).find(endsDelivery);
  if (!refused) {
    if (written.length > 0) await settle(record);
    return;
  }
  // the delivery ends with an error, so what is known is committed before it; a repetition records the same again
  await transaction(record);
  throw refusalError(refused, 'lead');
};

const leadOf = (reported: ReportedLead, link: CrmLink | null): LeadState => ({
  ...reported,
  facts: { ...reported.facts, signals: reported.facts.signals ?? link?.facts.signals ?? null },
});

/** A conflict is a state of the link that a person ends; dead credentials leave it waiting. These the event itself has to answer for. */
const endsDelivery = (outcome: LeadOutcome): outcome is Extract<Refusal, { kind: 'limited' | 'rejected' | 'gone' }> =>
  outcome.kind === 'limited' || outcome.kind === 'rejected' || outcome.kind === 'gone';
