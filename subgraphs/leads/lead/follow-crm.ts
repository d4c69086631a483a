import { LockMode } from '@mikro-orm/core';
import type { DataOf } from '#kernel/messaging/event-contract.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { crmStandingChanged } from '#schema/events/crm-standing-changed.v1.ts';
import { Lead } from './lead.entity.ts';
import { isEnd } from './lead-stage.ts';
import { publishLeadChanged } from './publish-lead-changed.ts';

/** Ends the lead as the CRM's people ended it, or notes that they knew the person as a customer. An end that a member set stays. */
export async function followCrm(tx: Tx, { leadId, standing }: DataOf<typeof crmStandingChanged>): Promise<void> {
  if (standing === 'CUSTOMER_BEFORE') {
    // no change that anybody is told of: it counts from the next score on
    await tx.em.execute(`update "${schemaOf(tx.tenant)}".lead set crm_history = 'CUSTOMER' where id = ?`, [leadId]);
    return;
  }
  const lead = await tx.em.findOne(Lead, { id: leadId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (lead === null || isEnd(lead.stage)) return;
  lead.stage = standing;
  lead.endedAt = tx.clock.now();
  await publishLeadChanged(tx, lead, 'STAGE');
}
