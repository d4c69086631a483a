import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { contentExpired } from '#schema/events/content-expired.v1.ts';
import { expireActivities } from '../activity/expire-activities.ts';
import type { CrmMeans } from '../crm-means.ts';

/** A consumer of its own: a CRM that takes nothing now holds back no lead. */
export const expireActivitiesConsumer = (means: CrmMeans): Consumer => ({
  name: 'crm.expire-activities',
  handlers: [on(contentExpired, (ctx, { data }, settle, { signal }) => expireActivities(ctx, means, data, settle, signal))],
});
