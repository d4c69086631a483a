import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import type { LiveConnection } from './live-connections.ts';

/** The CRM no longer accepts the credentials. The team is told once; credentials that came since are not blamed. */
export const markDead = async (tx: Tx, { account, sealedCredentials }: LiveConnection, error: string): Promise<void> => {
  const rows = await tx.em.execute<{ kind: string }[]>(
    `update "${schemaOf(tx.tenant)}".crm_connection set status = 'DISCONNECTED', last_error = ?
     where id = ? and credentials = ? and status <> 'DISCONNECTED' returning kind`,
    [error, account.connectionId, sealedCredentials],
  );
  const [changed] = rows;
  if (!changed) return;
  raise(tx, account.connectionId, {
    severity: 'CRITICAL',
    code: 'CRM_DISCONNECTED',
    title: 'A CRM no longer accepts our credentials: leads wait until it is given new ones.',
    detail: { connectionId: account.connectionId, kind: changed.kind, error },
  });
};

/** The CRM takes nothing for now. The team is told when that is news. */
export const markDegraded = async (tx: Tx, { account }: LiveConnection, error: string): Promise<void> => {
  const rows = await tx.em.execute<{ kind: string }[]>(
    `update "${schemaOf(tx.tenant)}".crm_connection set status = 'DEGRADED', last_error = ?
     where id = ? and status = 'CONNECTED' returning kind`,
    [error, account.connectionId],
  );
  const [changed] = rows;
  if (!changed) return;
  raise(tx, account.connectionId, {
    severity: 'WARNING',
    code: 'CRM_DEGRADED',
    title: 'A CRM takes nothing for now: leads and activities wait.',
    detail: { connectionId: account.connectionId, kind: changed.kind, error },
  });
};

/** The CRM took a call: what it refused before is over, and this much of its quota is used. */
export const markWell = async (tx: Tx, { account }: LiveConnection, quotaUsed: number | null): Promise<void> => {
  await tx.em.execute(
    `update "${schemaOf(tx.tenant)}".crm_connection
     set quota_used = coalesce(?::double precision, quota_used),
       last_error = case status when 'DEGRADED' then null else last_error end,
       status = case status when 'DEGRADED' then 'CONNECTED' else status end
     where id = ?`,
    [quotaUsed, account.connectionId],
  );
};

const raise = (
  tx: Tx,
  key: string,
  alert: { severity: 'WARNING' | 'CRITICAL'; code: string; title: string; detail: Record<string, string> },
): void =>
  publish(tx, alertRaised, {
    key,
    data: { ...alert, conversationId: null, raisedAt: tx.clock.now().toISOString() },
  });
