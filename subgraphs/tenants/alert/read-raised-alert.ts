import type { DataOf } from '#kernel/messaging/event-contract.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { Alert } from './alert.entity.ts';
import { alertOf } from './raise-alert.ts';

/** The alert as it is now. The feed may be faster than the consumer that writes the row: then it is what the event says. */
export const readRaisedAlert = async (ctx: Ctx, eventId: string, data: DataOf<typeof alertRaised>): Promise<Alert> =>
  (await ctx.em.findOne(Alert, { id: eventId })) ?? ctx.em.create(Alert, alertOf(eventId, data), { persist: false });
