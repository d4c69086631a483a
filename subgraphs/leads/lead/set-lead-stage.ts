import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Lead } from './lead.entity.ts';
import { checkMove, isEnd, type LeadStage } from './lead-stage.ts';
import { lockLead } from './lock-lead.ts';
import { publishLeadChanged } from './publish-lead-changed.ts';

/** Throws NOT_FOUND, or CONFLICT where the table of stages has no such move. */
export const setLeadStage = async (tx: Tx, id: string, stage: LeadStage): Promise<Lead> => {
  const lead = await lockLead(tx, id);
  checkMove(lead.stage, stage);
  lead.stage = stage;
  lead.endedAt = isEnd(stage) ? tx.clock.now() : null;
  await publishLeadChanged(tx, lead, 'STAGE');
  return lead;
};
