import { createHash } from 'node:crypto';
import { buryInbound } from '#kernel/messaging/dead-letters.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import type { Platform } from '../platform.ts';
import { inboundLogAt } from './inbound-appender.ts';

/** The loop's name, and the consumer's in its dead letters. */
export const INBOUND = 'conversations.inbound';

export interface LoggedBody {
  readonly id: string;
  readonly platform: Platform;
  readonly receivedAt: Date;
  readonly body: Buffer;
}

/**
 * The oldest bodies but those named, opened; and the ids of those that do not open, because a key is missing or the bytes are
 * damaged: they are to be set aside, not lost, and nobody's messages wait behind them.
 */
export async function readInboundLog(
  { platform, seal, clock, logger }: PlatformContext,
  limit: number,
  except: readonly string[],
): Promise<{ bodies: LoggedBody[]; unopened: string[] }> {
  const { rows } = await platform.query<{ id: string; platform: Platform; received_at: Date; body: Buffer }>({
    name: 'inbound-log',
    text: `select id, platform, received_at, body from platform.inbound_log
     where (retry_at is null or retry_at <= $1) and id <> all ($3) order by id limit $2`,
    values: [clock.now(), limit, except],
  });
  const bodies: LoggedBody[] = [];
  const unopened: string[] = [];
  for (const { id, platform: from, received_at: receivedAt, body } of rows) {
    try {
      bodies.push({ id, platform: from, receivedAt, body: seal.open(inboundLogAt(id), body) });
    } catch (error) {
      logger.error({ err: error, inbound: id }, 'a stored webhook does not open; it is kept and tried again');
      unopened.push(id);
    }
  }
  return { bodies, unopened };
}

/** What a webhook brought that cannot be processed. `place` tells the faults of one body apart. */
export interface BadInbound {
  readonly platform: Platform;
  readonly bodyId: string;
  readonly place: number;
  readonly tenant: TenantId | null;
  readonly error: string;
  readonly payload: Buffer;
}

/** Under which a platform's dead letters stand: its terms may say for how long they may be kept. */
export const webhookTopic = (platform: Platform): string => `webhook.${platform.toLowerCase()}`;

/** Safe to repeat: the same fault of the same body has the same id. */
export async function buryBadInbound(context: PlatformContext, bad: BadInbound): Promise<void> {
  const id = deadLetterId(bad);
  await buryInbound(context.platform, {
    id,
    tenant: bad.tenant,
    consumer: INBOUND,
    topic: webhookTopic(bad.platform),
    reason: 'INVALID_PAYLOAD',
    error: bad.error,
    sealedPayload: context.seal.seal(`dead_letter:${id}`, bad.payload),
  });
  context.logger.warn(
    { tenant: bad.tenant, inbound: bad.bodyId, deadLetter: id, reason: bad.error },
    'a part of a webhook is not valid',
  );
}

/** A uuid version 8 (RFC 9562 §5.8) made of where the fault stands. */
function deadLetterId({ bodyId, place }: BadInbound): string {
  const hex = createHash('sha256').update(`${bodyId}/${place}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export async function deleteFromInboundLog({ platform }: PlatformContext, ids: readonly string[]): Promise<void> {
  await platform.query('delete from platform.inbound_log where id = any ($1)', [ids]);
}

/** Sets bodies aside for a while, so that one tenant's trouble holds nobody else's messages back. */
export async function deferInbound({ platform, clock }: PlatformContext, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await platform.query(
    `update platform.inbound_log
     set attempts = attempts + 1, retry_at = $2::timestamptz + least(30, 0.5 * 2 ^ least(attempts, 10)) * interval '1 second'
     where id = any ($1)`,
    [ids, clock.now()],
  );
}
