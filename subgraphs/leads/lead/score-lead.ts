import type { DataOf, Lane, PersonalOf } from '#kernel/messaging/event-contract.ts';
import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { leadScored } from '#schema/events/lead-scored.v1.ts';
import type { messageScored } from '#schema/events/message-scored.v1.ts';
import { sealEvidence } from '../lead-score/evidence.ts';
import { openContactDetails, sealContactDetails } from './contact-details.ts';
import { judgeLead } from './judge-lead.ts';
import { readStanding } from './read-standing.ts';
import { recordScore } from './record-score.ts';

/**
 * Records what a run thought of the sender: one lead a contact, one score a run. A run that was recorded before changes and publishes
 * nothing. A hot lead's events take the fast lane.
 */
export const scoreLead = async (
  tx: Tx,
  scored: DataOf<typeof messageScored>,
  personal: PersonalOf<typeof messageScored>,
  lane: Lane,
): Promise<void> => {
  const standing = await readStanding(tx, scored);
  if (standing.isRecorded) return;
  const verdict = judgeLead(scored, personal.evidence, standing);
  const scoreId = newId();
  const lead = await recordScore(tx, {
    scoreId,
    scored,
    verdict,
    evidence: await sealEvidence(tx, scored.contactId, scoreId, verdict.evidence),
    details: await sealContactDetails(tx, scored.contactId, personal),
  });
  if (lead === null) return;
  publish(tx, leadScored, {
    key: scored.conversationId,
    lane: lead.tier === 'HOT' ? 'fast' : lane,
    data: {
      leadId: lead.id,
      scoreId,
      contactId: scored.contactId,
      conversationId: scored.conversationId,
      platform: scored.platform,
      tier: lead.tier,
      previousTier: lead.previousTier,
      points: verdict.points,
      stage: lead.stage,
      // what a model learned nothing of is no reason
      signals: verdict.signals.filter((signal) => signal.points !== 0),
      version: lead.version,
      scoredAt: scored.scoredAt,
    },
    subjectId: scored.contactId,
    personal: await openContactDetails(tx, scored.contactId, lead),
  });
};
