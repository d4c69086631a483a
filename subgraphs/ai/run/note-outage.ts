import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { alertResolved } from '#schema/events/alert-resolved.v1.ts';
import { LOCAL_PROVIDER } from '../connectors/local-model-provider.ts';
import type { Step } from './run-step.ts';

const CODE = 'PROVIDER_DOWN';

/**
 * Tells the team of an outage once, however many messages meet it, and says so again when a vendor's model has answered. `isKnown`: what the
 * message's briefing said, so that a message of an ordinary day costs no statement.
 */
export async function noteOutage(
  tx: Tx,
  { isKnown, isDown, steps }: { readonly isKnown: boolean; readonly isDown: boolean; readonly steps: readonly Step[] },
): Promise<void> {
  if (isDown) await raise(tx, steps);
  else if (isKnown && steps.some(isAnswered)) await resolve(tx);
}

/** Our own rules answer at any time, and so does the reply cache. */
const isAnswered = ({ record: { provider, error, cached } }: Step): boolean =>
  provider !== LOCAL_PROVIDER && error === null && !cached;

async function raise(tx: Tx, steps: readonly Step[]): Promise<void> {
  const rows = await tx.em.execute<object[]>(
    `insert into "${schemaOf(tx.tenant)}".model_outage (since) values (?) on conflict do nothing returning id`,
    [tx.clock.now()],
  );
  if (rows.length === 0) return;
  const failed = steps.findLast(({ record }) => record.error !== null)?.record;
  publish(tx, alertRaised, {
    key: tx.tenant,
    data: {
      severity: 'WARNING',
      code: CODE,
      title: 'No model answers: messages wait for people, without drafts.',
      conversationId: null,
      detail: { provider: failed?.provider ?? null, model: failed?.model ?? null, error: failed?.error ?? null },
      raisedAt: tx.clock.now().toISOString(),
    },
  });
}

async function resolve(tx: Tx): Promise<void> {
  const rows = await tx.em.execute<object[]>(`delete from "${schemaOf(tx.tenant)}".model_outage returning id`);
  if (rows.length === 0) return;
  publish(tx, alertResolved, {
    key: tx.tenant,
    data: { codes: [CODE], channelId: null, resolvedAt: tx.clock.now().toISOString() },
  });
}
