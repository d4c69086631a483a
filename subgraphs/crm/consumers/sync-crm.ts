import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { leadChanged } from '#schema/events/lead-changed.v1.ts';
import { leadScored } from '#schema/events/lead-scored.v1.ts';
import { messageDelivered } from '#schema/events/message-delivered.v1.ts';
import { logReply } from '../activity/log-reply.ts';
import type { CrmMeans } from '../crm-means.ts';
import { syncLead } from '../link/sync-lead.ts';

/** Most of a delivery is waiting for a CRM, and those that wait together go out as one call: seats are what a call can carry. */
const SEATS = 128;

/**
 * Keeps the CRMs in step, in the order of each conversation. Idempotent by our ids: a CRM finds the lead by the lead's and the activity
 * by the message's. The call comes before the settling transaction, so a crash between them repeats a write and changes nothing.
 * An erased person is written nowhere.
 */
export const syncCrm = (means: CrmMeans): Consumer => ({
  name: 'crm.sync',
  concurrency: SEATS,
  handlers: [
    on(leadScored, async (ctx, { data, personal: details }, settle, delivery) => {
      if (details === null) return;
      const { leadId, contactId, conversationId, version, platform, tier, points, stage } = data;
      const facts = { platform, tier, points, stage, signals: data.signals.map(({ name }) => name) };
      await syncLead(ctx, means, { leadId, contactId, conversationId, version, facts, details }, settle, delivery);
    }),
    on(leadChanged, async (ctx, { data, personal: details }, settle, delivery) => {
      if (details === null) return;
      const { leadId, contactId, conversationId, version, platform, tier, points, stage } = data;
      const facts = { platform, tier, points, stage };
      await syncLead(ctx, means, { leadId, contactId, conversationId, version, facts, details }, settle, delivery);
    }),
    on(messageDelivered, async (ctx, { data, personal }, settle, delivery) => {
      if (personal === null) return;
      const { messageId, contactId } = data;
      const reply = {
        messageId,
        contactId,
        at: new Date(data.deliveredAt),
        text: personal.text,
        displayName: personal.displayName,
      };
      await logReply(ctx, means, reply, settle, delivery);
    }),
  ],
});
