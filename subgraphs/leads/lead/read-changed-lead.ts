import { notFound } from '#kernel/errors/public-error.ts';
import type { DataOf } from '#kernel/messaging/event-contract.ts';
import type { FeedEvent } from '#kernel/messaging/feed.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { leadChanged } from '#schema/events/lead-changed.v1.ts';
import { findLead } from './find-lead.ts';
import type { LeadChangedEvent } from './lead-changed.type.ts';

/** What a `lead-scored` or a `lead-changed` event tells, with the lead as it is now. Throws NOT_FOUND where it is gone meanwhile. */
export async function readChangedLead(ctx: Ctx, { cursor, type, data }: FeedEvent): Promise<LeadChangedEvent> {
  const { leadId, change = 'STAGE' } = data as Pick<DataOf<typeof leadChanged>, 'leadId' | 'change'>;
  const lead = await findLead(ctx, leadId);
  if (lead === null) throw notFound('The lead');
  return { cursor, change: type === leadChanged.type ? change : 'SCORED', lead };
}
