import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { type ActivityOutcome, type LeadOutcome, SCARCE_FROM } from '../connectors/crm-connector.ts';
import type { LiveConnection, LiveConnections } from './live-connections.ts';
import { markDead, markDegraded, markWell } from './mark-connection.ts';

// every message of a tenant would queue for the one row of its connection
const USAGE_NOTED_EVERY_MS = 10_000;

/** What the outcome of a call says of the connection itself, written with the effect of the call. */
export class OutcomeNotes {
  readonly #live: LiveConnections;
  readonly #notedAt = new Map<string, number>();
  readonly #limitedUntil = new Map<string, number>();

  constructor(live: LiveConnections) {
    this.#live = live;
  }

  async note(tx: Tx, connection: LiveConnection, outcome: LeadOutcome | ActivityOutcome): Promise<void> {
    if (outcome.kind === 'done') {
      // a hot lead that still may be written does not say that what waits may be, too
      if (this.isLimited(tx, connection) && (outcome.quotaUsed ?? 0) >= SCARCE_FROM) return;
      this.#limitedUntil.delete(connection.account.connectionId);
      if (this.#isDue(tx, connection)) await markWell(tx, connection, outcome.quotaUsed);
      if (connection.status === 'CONNECTED') return;
    } else if (outcome.kind === 'unauthorized') await markDead(tx, connection, outcome.error);
    else if (outcome.kind === 'limited') {
      this.#limitedUntil.set(connection.account.connectionId, tx.clock.now().getTime() + outcome.retryAfterMs);
      await markDegraded(tx, connection, outcome.error);
    } else return;
    this.#live.invalidate(tx.tenant);
  }

  /** Whether the CRM said not long ago that it takes nothing for a while. */
  isLimited({ clock }: Ctx, { account }: LiveConnection): boolean {
    return clock.now().getTime() < (this.#limitedUntil.get(account.connectionId) ?? 0);
  }

  #isDue(tx: Tx, { status, account }: LiveConnection): boolean {
    const now = tx.clock.now().getTime();
    const notedAt = this.#notedAt.get(account.connectionId) ?? Number.NEGATIVE_INFINITY;
    if (status === 'CONNECTED' && now - notedAt < USAGE_NOTED_EVERY_MS) return false;
    this.#notedAt.set(account.connectionId, now);
    return true;
  }
}
