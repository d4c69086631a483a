import { badUserInput, notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { Channel } from '../channel/channel.entity.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import type { Platform } from '../platform.ts';
import { platformRetentionHours } from './platform-retention.ts';

const TEN_YEARS = 87_600;

/** Takes effect with the task's next round. A shorter time empties what is older then; a longer one brings nothing back. */
export async function setChannelRetention(
  tx: Tx,
  connectors: ReadonlyMap<Platform, PlatformConnector>,
  id: string,
  hours: number | null,
): Promise<Channel> {
  const channel = isId(id) ? await tx.em.findOne(Channel, { id }) : null;
  if (!channel) throw notFound('The channel');
  const connector = connectors.get(channel.platform);
  const most = connector ? platformRetentionHours(connector) : null;
  if (hours !== null && (hours < 1 || hours > TEN_YEARS)) {
    throw badUserInput('hours', `hours is to be from 1 to ${TEN_YEARS}, or null for ever.`);
  }
  if (most !== null && (hours === null || hours > most)) {
    throw badUserInput('hours', `The terms of ${channel.platform} let nothing be kept for more than ${most} hours.`);
  }
  channel.retentionHours = hours;
  await tx.em.flush();
  return channel;
}
