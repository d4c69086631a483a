import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { resolveChannelAlerts } from '../channel/mark-channel.ts';
import type { Verification } from '../connectors/platform-connector.ts';
import { type ChannelState, writeHealth } from './channel-state.ts';

type Unwell = Exclude<Verification, { readonly kind: 'verified' }>;

/** Messages do not come in, or nobody can say that they do: DEGRADED, and the team is told once. */
export async function markUnwell(tx: Tx, state: ChannelState, { kind, error }: Unwell): Promise<void> {
  await writeHealth(tx, state, { isDegraded: true, failedChecks: state.failedChecks + 1 });
  await tx.em.execute(
    `update ${schemaOf(tx.tenant)}.channel set status = 'DEGRADED', last_error = ? where id = ? and status <> 'DISCONNECTED'`,
    [error, state.id],
  );
  if (state.isDegraded) return;
  raise(tx, state, {
    // one that cannot be reached comes back by itself
    severity: kind === 'refused' ? 'CRITICAL' : 'WARNING',
    code: 'CHANNEL_DEGRADED',
    title: 'A platform does not send what people write, or cannot be asked whether it does. It is tried again by itself.',
    detail: { error },
  });
}

/** A check went well: what checks found before is over. */
export async function markWell(tx: Tx, state: ChannelState): Promise<void> {
  await writeHealth(tx, state, { isDegraded: false, failedChecks: 0 });
  if (!state.isDegraded) return;
  await tx.em.execute(
    `update ${schemaOf(tx.tenant)}.channel set status = 'CONNECTED', last_error = null where id = ? and status = 'DEGRADED'`,
    [state.id],
  );
  resolveChannelAlerts(tx, state.id, ['CHANNEL_DEGRADED']);
}

export interface ChannelAlert {
  readonly severity: 'INFO' | 'WARNING' | 'CRITICAL';
  readonly code: 'CHANNEL_DEGRADED' | 'CHANNEL_QUIET' | 'CHANNEL_MISSED_MESSAGES';
  readonly title: string;
  readonly detail: Readonly<Record<string, string | number>>;
}

export function raise(tx: Tx, { id, platform }: ChannelState, alert: ChannelAlert): void {
  publish(tx, alertRaised, {
    key: id,
    data: {
      ...alert,
      conversationId: null,
      detail: { channelId: id, platform, ...alert.detail },
      raisedAt: tx.clock.now().toISOString(),
    },
  });
}
