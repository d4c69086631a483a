import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { crmStandingChanged } from '#schema/events/crm-standing-changed.v1.ts';
import { followCrm } from '../lead/follow-crm.ts';

/** Idempotent by the stage: a lead that has ended is not ended again. */
export const followCrmConsumer: Consumer = {
  name: 'leads.follow-crm',
  handlers: [on(crmStandingChanged, (_ctx, { data }, settle) => settle((tx) => followCrm(tx, data)))],
};
