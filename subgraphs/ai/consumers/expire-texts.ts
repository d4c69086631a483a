import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { contentExpired } from '#schema/events/content-expired.v1.ts';
import { expireRunTexts } from '../run/expire-run-texts.ts';

export const expireTextsConsumer: Consumer = {
  name: 'ai.expire-texts',
  handlers: [on(contentExpired, (_ctx, { data }, settle) => settle((tx) => expireRunTexts(tx, data)))],
};
