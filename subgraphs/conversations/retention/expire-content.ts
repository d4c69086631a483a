import type { Pool } from 'pg';
import { expireBuried, expirePersonal } from '#kernel/messaging/expire-personal.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import { webhookTopic } from '../inbound/inbound-log.ts';
import { expireNotes } from '../note/expire-notes.ts';
import type { Platform } from '../platform.ts';
import { expireEarlyCorrections, expireMessages, expireNames } from './expire-messages.ts';
import { expiryOf } from './retention-of.ts';

const EVENTS_AT_ONCE = 1000;
/** Of one channel and round: the rest is left to the next one, so that no tenant keeps the others waiting. */
const MAX_BATCHES = 20;

interface RetentionChannel {
  readonly id: string;
  readonly platform: Platform;
  readonly retentionHours: number | null;
  readonly settledPosition: string;
  readonly expiredPosition: string;
}

/**
 * Empties what the tenant's channels have kept for long enough: messages and names here, by an event whatever the other owners made of them,
 * the personal part of events, and webhooks that became dead letters. Repeated it does what is left.
 */
export async function expireContent(
  ctx: Ctx,
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  { connectors, platform }: { readonly connectors: ReadonlyMap<Platform, PlatformConnector>; readonly platform: Pool },
): Promise<void> {
  const channels = await ctx.em.execute<RetentionChannel[]>(
    `select id, platform, retention_hours as "retentionHours", settled_position as "settledPosition",
       expired_position as "expiredPosition" from ${schemaOf(ctx.tenant)}.channel order by id`,
  );
  const now = ctx.clock.now();
  for (const channel of channels) {
    const { contentBefore, handledBefore, namesBefore } = expiryOf(channel, connectors, now);
    if (namesBefore) await transaction((tx) => expireNames(tx, channel.id, namesBefore));
    if (!contentBefore) continue;
    for (let n = 0; n < MAX_BATCHES && (await transaction((tx) => expireMessages(tx, channel.id, contentBefore))); n += 1);
    await transaction((tx) => expireEarlyCorrections(tx, channel.id, contentBefore));
    await transaction((tx) => expireNotes(tx, channel.id, contentBefore));
    const { settledPosition, expiredPosition } = channel;
    const moved = {
      settled: await expireEvents(ctx, platform, channel.id, {
        position: settledPosition,
        before: handledBefore,
        isHandled: true,
      }),
      expired: await expireEvents(ctx, platform, channel.id, {
        position: expiredPosition,
        before: contentBefore,
        isHandled: false,
      }),
    };
    if (moved.settled !== settledPosition || moved.expired !== expiredPosition) {
      await transaction((tx) => rememberPositions(tx, channel.id, moved));
    }
    const topic = webhookTopic(channel.platform);
    await expireBuried(platform, ctx.tenant, topic, contentBefore);
    // of accounts that nobody connected: no tenant's task would come to them
    if (connectors.get(channel.platform)?.retention) await expireBuried(platform, null, topic, contentBefore);
  }
}

/** Answers up to which position of the feed the channel's people were looked for. */
async function expireEvents(
  ctx: Ctx,
  platform: Pool,
  channelId: string,
  search: { readonly position: string; readonly before: Date; readonly isHandled: boolean },
): Promise<string> {
  const ofChannel = async (subjects: readonly string[]): Promise<ReadonlySet<string>> => {
    const rows = await ctx.em.execute<{ id: string }[]>(
      `select id from ${schemaOf(ctx.tenant)}.contact where channel_id = ? and id = any (?::uuid[])`,
      [channelId, `{${subjects.join(',')}}`],
    );
    return new Set(rows.map(({ id }) => id));
  };
  let { position } = search;
  for (let n = 0; n < MAX_BATCHES; n += 1) {
    const aged = await expirePersonal(platform, ctx.tenant, { ...search, position, limit: EVENTS_AT_ONCE }, ofChannel);
    position = aged.position;
    if (!aged.isMore) break;
  }
  return position;
}

async function rememberPositions(
  tx: Tx,
  channelId: string,
  { settled, expired }: { readonly settled: string; readonly expired: string },
): Promise<void> {
  await tx.em.execute(`update ${schemaOf(tx.tenant)}.channel set settled_position = ?, expired_position = ? where id = ?`, [
    settled,
    expired,
    channelId,
  ]);
}
