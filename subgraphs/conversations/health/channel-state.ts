import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { Platform } from '../platform.ts';
import { newRhythm, type Rhythm, rhythmSchema } from './rhythm.ts';

/** What the heartbeat reads of a channel before it looks at it. */
export interface ChannelState {
  readonly id: string;
  readonly platform: Platform;
  readonly accountId: string;
  readonly sealedCredentials: Buffer;
  readonly lastInboundAt: Date | null;
  /** Checks in a row that got no answer. */
  readonly failedChecks: number;
  /** A check made it DEGRADED. */
  readonly isDegraded: boolean;
  readonly readBackUntil: Date;
  /** Null: it is to be read back at once. */
  readonly readBackAt: Date | null;
  /** Where the reading back goes on that was cut short; null: the next one begins anew. */
  readonly readBackRest: string | null;
  /** Up to when that one covers all. */
  readonly readBackRestUntil: Date | null;
  readonly rhythm: Rhythm;
}

interface Row {
  platform: Platform;
  account: string;
  credentials: Buffer;
  inbound_ms: number | null;
  failed: number | null;
  degraded: boolean | null;
  until_ms: number;
  read_ms: number | null;
  rest: string | null;
  rest_until_ms: number | null;
  rhythm: unknown;
}

const MS = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

/** Null where there is nothing to look at: the channel is disconnected. */
export async function readChannelState(ctx: Ctx, channelId: string): Promise<ChannelState | null> {
  const schema = schemaOf(ctx.tenant);
  const [row] = await ctx.em.execute<Row[]>(
    `select h.platform, h.account_id as account, h.credentials, ${MS('h.last_inbound_at')} as inbound_ms, e.failed_checks as failed, e.degraded,
       ${MS('coalesce(e.read_back_until, h.connected_at)')} as until_ms, ${MS('e.read_back_at')} as read_ms, e.read_back_rest as rest,
       ${MS('e.read_back_rest_until')} as rest_until_ms, e.rhythm
     from ${schema}.channel h left join ${schema}.channel_health e on e.channel_id = h.id
     where h.id = ? and h.credentials is not null and h.status <> 'DISCONNECTED'`,
    [channelId],
  );
  if (!row) return null;
  const rhythm = rhythmSchema.safeParse(row.rhythm);
  return {
    id: channelId,
    platform: row.platform,
    accountId: row.account,
    sealedCredentials: row.credentials,
    lastInboundAt: dateOf(row.inbound_ms),
    failedChecks: row.failed ?? 0,
    isDegraded: row.degraded ?? false,
    readBackUntil: new Date(row.until_ms),
    readBackAt: dateOf(row.read_ms),
    readBackRest: row.rest,
    readBackRestUntil: dateOf(row.rest_until_ms),
    rhythm: rhythm.success ? rhythm.data : newRhythm(ctx.clock.now()),
  };
}

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

export type HealthChange = Partial<
  Pick<
    ChannelState,
    'failedChecks' | 'isDegraded' | 'readBackUntil' | 'readBackAt' | 'readBackRest' | 'readBackRestUntil' | 'rhythm'
  >
>;

/** Writes what changed, and what was known before along with it where there is no row yet. */
export async function writeHealth(tx: Tx, state: ChannelState, change: HealthChange): Promise<void> {
  const { failedChecks, isDegraded, readBackUntil, readBackAt, readBackRest, readBackRestUntil, rhythm } = {
    ...state,
    ...change,
  };
  const set: readonly [string, unknown, boolean][] = [
    ['failed_checks', failedChecks, 'failedChecks' in change],
    ['degraded', isDegraded, 'isDegraded' in change],
    ['read_back_until', readBackUntil, 'readBackUntil' in change],
    ['read_back_at', readBackAt, 'readBackAt' in change],
    ['read_back_rest', readBackRest, 'readBackRest' in change],
    ['read_back_rest_until', readBackRestUntil, 'readBackRestUntil' in change],
    ['rhythm', JSON.stringify(rhythm), 'rhythm' in change],
  ];
  const changed = set.filter(([, , isChanged]) => isChanged).map(([column]) => `${column} = excluded.${column}`);
  await tx.em.execute(
    `insert into ${schemaOf(tx.tenant)}.channel_health (channel_id, ${set.map(([column]) => column).join(', ')})
     values (?, ${set.map(() => '?').join(', ')}) on conflict (channel_id) do update set ${changed.join(', ')}`,
    [state.id, ...set.map(([, value]) => value)],
  );
}
