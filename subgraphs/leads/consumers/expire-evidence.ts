import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { contentExpired } from '#schema/events/content-expired.v1.ts';
import { expireEvidence } from '../lead-score/expire-evidence.ts';

export const expireEvidenceConsumer: Consumer = {
  name: 'leads.expire-evidence',
  handlers: [on(contentExpired, (_ctx, { data }, settle) => settle((tx) => expireEvidence(tx, data)))],
};
