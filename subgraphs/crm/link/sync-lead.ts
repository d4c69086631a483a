import type { Delivery, Settle } from '#kernel/messaging/consumer.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { LiveConnection } from '../connection/live-connections.ts';
import type { LeadOutcome, Refusal } from '../connectors/crm-connector.ts';
import { refusalError } from '../connectors/refusal-error.ts';
import type { CrmMeans } from '../crm-means.ts';
import type { LeadState } from './lead-state.ts';
import { type KnownLink, readStanding } from './read-standing.ts';
import { recordLead } from './record-lead.ts';
import { writeLead } from './write-lead.ts';

/** A lead as an event told of it; what the event did not say stays as the link has it. */
export type ReportedLead = Omit<LeadState, 'facts'> & {
  readonly facts: Omit<LeadState['facts'], 'signals'> & { readonly signals?: readonly string[] };
};

/**
 * Writes the lead to every CRM of the tenant, side by side, and records it. A version that a link has passed, or has in step, is not
 * written there. Safe to repeat: a CRM finds the lead by our id. Throws TransientError where a CRM may take it later, and PermanentError
 * where one never will, after recording what the others said.
 */
export const syncLead = async (
  ctx: Ctx,
  means: CrmMeans,
  reported: ReportedLead,
  settle: Settle,
  { signal, transaction, attempt }: Delivery,
): Promise<void> => {
  const connections = await means.live.of(ctx);
  if (connections.length === 0) return;
  const { links, waiting } = await readStanding(ctx, reported, connections.map(idOf));
  const attempts = await Promise.allSettled(
    connections.flatMap((connection) => {
      const link = links.find((each) => each.connection.id === idOf(connection)) ?? null;
      if (link && isKnown(link, reported)) return [];
      const activities = waiting.get(idOf(connection)) ?? [];
      return writeLead(ctx, connection, leadOf(reported, link), link, () => activities, { signal, isRedelivered: attempt > 1 });
    }),
  );
  const written = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
  const record = async (tx: Tx): Promise<void> => {
    for (const lead of written) await recordLead(tx, means, lead);
  };
  const failed = attempts.find((attempt) => attempt.status === 'rejected');
  const refused = written.map(({ outcome }) => outcome).find(endsDelivery);
  if (!refused && !failed) {
    if (written.length > 0) await settle(record);
    return;
  }
  // the delivery ends with an error, so what is known is committed before it; a repetition leaves alone what is in step
  if (written.length > 0 && !signal.aborted) await transaction(record);
  throw failed ? failed.reason : refused && refusalError(refused, 'lead');
};

const idOf = ({ account }: LiveConnection): string => account.connectionId;

const isKnown = ({ leadVersion, status }: KnownLink, { version }: ReportedLead): boolean =>
  leadVersion > version || (leadVersion === version && status === 'SYNCED');

const leadOf = (reported: ReportedLead, link: KnownLink | null): LeadState => ({
  ...reported,
  facts: { ...reported.facts, signals: reported.facts.signals ?? link?.facts.signals ?? null },
});

/** A conflict is a state of the link that a person ends; dead credentials leave it waiting. These the event itself has to answer for. */
const endsDelivery = (outcome: LeadOutcome): outcome is Extract<Refusal, { kind: 'limited' | 'rejected' | 'gone' }> =>
  outcome.kind === 'limited' || outcome.kind === 'rejected' || outcome.kind === 'gone';
