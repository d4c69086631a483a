import { TransientError } from '#kernel/errors/delivery-error.ts';
import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { crmStandingChanged } from '#schema/events/crm-standing-changed.v1.ts';
import type { LiveConnection } from '../connection/live-connections.ts';
import { type CrmRecord, READ_AT_ONCE, type ReadLeads } from '../connectors/crm-connector.ts';
import type { CrmMeans } from '../crm-means.ts';
import { type CrmStanding, newsOf } from './crm-standing.ts';

type Transaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

interface Link {
  readonly id: string;
  readonly leadId: string;
  readonly externalId: string;
  readonly conversationId: string;
  readonly standing: CrmStanding | null;
}

/** A run must not hold the task's other tenants up. */
const BOUND_MS = 10_000;
/** A call reads a hundred leads, so ten thousand open ones cost 400 calls a day. */
const LOOK_EVERY_MS = 6 * 3_600_000;
/** What has not been written for half a year is no longer followed. */
const FOLLOWED_MS = 180 * 24 * 3_600_000;

/**
 * Reads what the CRM's own people made of our leads and publishes what is new: first those that nobody looked at yet, then those of the oldest
 * look. Ends for a connection at the first sign that it does not answer; the next run goes on. A crash between look and commit looks again.
 */
export const lookAtLinks = async (ctx: Ctx, means: CrmMeans, transaction: Transaction): Promise<void> => {
  const untilMs = ctx.clock.now().getTime() + BOUND_MS;
  for (const connection of await means.live.of(ctx)) {
    if (connection.status === 'DISCONNECTED') continue;
    let isOpen = true;
    while (isOpen && !means.notes.isLimited(ctx, connection) && ctx.clock.now().getTime() < untilMs) {
      const links = await findLinksToLookAt(ctx, connection);
      if (links.length === 0) break;
      isOpen = (await lookAt(ctx, means, transaction, connection, links)) && links.length === READ_AT_ONCE;
    }
  }
};

/** Whether the connection can be gone on with. */
async function lookAt(
  ctx: Ctx,
  means: CrmMeans,
  transaction: Transaction,
  connection: LiveConnection,
  links: readonly Link[],
): Promise<boolean> {
  const read = await readLinks(ctx, connection, links);
  if (read === null) return false;
  if (read.kind !== 'read') {
    await transaction((tx) => means.notes.note(tx, connection, read));
    return false;
  }
  await transaction((tx) => recordLook(tx, connection, links, read.records));
  return true;
}

async function readLinks(ctx: Ctx, { account, connector }: LiveConnection, links: readonly Link[]): Promise<ReadLeads | null> {
  try {
    // who stands there twice is not asked for: without an address that costs no call
    return await connector.readLeads(
      account,
      links.map(({ leadId, externalId }) => ({ leadId, externalId, email: null })),
    );
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    ctx.logger.warn({ err: error, connectionId: account.connectionId }, 'the CRM cannot be read yet');
    return null;
  }
}

const findLinksToLookAt = (ctx: Ctx, { account }: LiveConnection): Promise<Link[]> => {
  const now = ctx.clock.now().getTime();
  return ctx.em.execute<Link[]>(
    `select id, lead_id as "leadId", external_id as "externalId", conversation_id as "conversationId", standing
     from "${schemaOf(ctx.tenant)}".crm_link
     where connection_id = ? and external_id is not null and (standing is null or standing in ('OPEN', 'LOST'))
       and (looked_at is null or looked_at < ?::timestamptz) and updated_at > ?::timestamptz
     order by looked_at nulls first limit ?`,
    [account.connectionId, new Date(now - LOOK_EVERY_MS), new Date(now - FOLLOWED_MS), READ_AT_ONCE],
  );
};

async function recordLook(
  tx: Tx,
  { account: { connectionId } }: LiveConnection,
  links: readonly Link[],
  records: readonly CrmRecord[],
): Promise<void> {
  const now = tx.clock.now();
  const seen = new Map(records.map(({ leadId, standing }) => [leadId, standing]));
  const looks = links.map(({ id, leadId }) => ({ id, standing: seen.get(leadId) ?? null }));
  await tx.em.execute(
    `update "${schemaOf(tx.tenant)}".crm_link l set looked_at = ?, standing = coalesce(look.standing, l.standing)
     from jsonb_to_recordset(?::jsonb) look (id uuid, standing text) where l.id = look.id`,
    [now, JSON.stringify(looks)],
  );
  for (const { leadId, conversationId, standing: before } of links) {
    const standing = seen.get(leadId);
    const news = standing ? newsOf(before, standing) : null;
    if (news === null) continue;
    publish(tx, crmStandingChanged, {
      key: conversationId,
      data: { leadId, connectionId, standing: news, readAt: now.toISOString() },
    });
  }
}
