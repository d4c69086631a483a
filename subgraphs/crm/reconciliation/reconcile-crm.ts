import { setTimeout as delay } from 'node:timers/promises';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { conflict, notFound, upstreamUnavailable } from '#kernel/errors/public-error.ts';
import { readRows } from '#kernel/graph/rows-by.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { CrmConnection } from '../connection/crm-connection.entity.ts';
import { findConnection } from '../connection/find-connection.ts';
import type { LiveConnection } from '../connection/live-connections.ts';
import { READ_AT_ONCE, type Refusal } from '../connectors/crm-connector.ts';
import type { CrmMeans } from '../crm-means.ts';
import { CrmLink } from '../link/crm-link.entity.ts';
import { type ComparedLink, compareLinks } from './compare-links.ts';
import type { StoredReconciliation } from './crm-reconciliation.type.ts';

/** Somebody waits for the answer. */
const BOUND_MS = 20_000;
/** A write that was under way when we looked has been recorded after this long, but for a CRM that is slow to answer. */
const SETTLE_MS = 1_000;

type Transaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/**
 * Compares the connection's links with the CRM and stores what it found; writes nothing to the CRM. What looks wrong is looked at twice,
 * so that a lead which is being written meanwhile is not among it. A run that its time or the CRM ends early stores what it has, and the
 * next one goes on from there. Throws NOT_FOUND, CONFLICT where nothing is connected, UPSTREAM_UNAVAILABLE where the CRM answers nothing.
 */
export const reconcileCrm = async (
  ctx: Ctx,
  means: CrmMeans,
  transaction: Transaction,
  connectionId: string,
  { boundMs = BOUND_MS, settleMs = SETTLE_MS }: { readonly boundMs?: number; readonly settleMs?: number } = {},
): Promise<CrmConnection> => {
  const known = isId(connectionId) ? await findConnection(ctx, connectionId) : null;
  if (known === null) throw notFound('The connection');
  const live = (await means.live.of(ctx)).find(({ account }) => account.connectionId === connectionId);
  if (!live || live.status === 'DISCONNECTED') throw conflict('The connection is disconnected: give it credentials first.');

  const run = new Run(ctx, live, ctx.clock.now().getTime() + boundMs);
  await run.go(known.lastReconciliation?.resumeAfter ?? null, settleMs);
  const { ended } = run;
  if (ended && 'refusal' in ended) await transaction((tx) => means.notes.note(tx, live, ended.refusal));
  if (ended && run.checked === 0) throw unavailable(ended);
  const lastReconciliation: StoredReconciliation = {
    ...{ checked: run.checked, missing: run.idsOf('missing'), stale: run.idsOf('stale') },
    duplicates: [...run.doubles],
    at: ctx.clock.now().toISOString(),
    resumeAfter: run.isComplete ? null : run.position,
  };
  await transaction((tx) => tx.em.nativeUpdate(CrmConnection, { id: connectionId }, { lastReconciliation }));
  known.lastReconciliation = lastReconciliation;
  return known;
};

type Ended = { readonly refusal: Refusal } | { readonly error: TransientError };

const unavailable = (ended: Ended): Error =>
  'refusal' in ended
    ? upstreamUnavailable(`The CRM does not answer for this connection (${ended.refusal.error}).`)
    : upstreamUnavailable(`${ended.error.message} Try again later.`, { cause: ended.error });

class Run {
  checked = 0;
  position: string | null = null;
  isComplete = false;
  /** Why it did not come to the end, where the CRM was the reason. */
  ended: Ended | null = null;
  readonly doubles = new Set<string>();
  #suspects: ComparedLink[] = [];
  readonly #ctx: Ctx;
  readonly #live: LiveConnection;
  readonly #untilMs: number;

  constructor(ctx: Ctx, live: LiveConnection, untilMs: number) {
    this.#ctx = ctx;
    this.#live = live;
    this.#untilMs = untilMs;
  }

  idsOf(finding: ComparedLink['finding']): string[] {
    return this.#suspects.filter((each) => each.finding === finding).map(({ link }) => link.leadId);
  }

  async go(after: string | null, settleMs: number): Promise<void> {
    this.position = after;
    while (!this.isComplete && this.#ctx.clock.now().getTime() < this.#untilMs) {
      const links = await this.#read({ ...(this.position !== null && { id: { $gt: this.position } }) });
      const compared = await this.#compare(links);
      if (compared === null) break;
      this.checked += compared.length;
      this.#suspects.push(...compared.filter(({ finding }) => finding !== 'alike'));
      for (const { link, isDouble } of compared) if (isDouble) this.doubles.add(link.leadId);
      this.position = links.at(-1)?.id ?? this.position;
      this.isComplete = links.length < READ_AT_ONCE;
    }
    if (this.#suspects.length > 0) await this.#lookAgain(settleMs);
  }

  /** What was written meanwhile, or is in step now, was no finding. */
  async #lookAgain(settleMs: number): Promise<void> {
    await delay(settleMs);
    const certain: ComparedLink[] = [];
    for (let at = 0; at < this.#suspects.length; at += READ_AT_ONCE) {
      const asked = this.#suspects.slice(at, at + READ_AT_ONCE);
      const before = new Map(asked.map(({ link }) => [link.id, link.updatedAt.getTime()]));
      const links = await this.#read({ id: { $in: [...before.keys()] } });
      const unchanged = links.filter(({ id, updatedAt }) => before.get(id) === updatedAt.getTime());
      const compared = await this.#compare(unchanged);
      // not to be asked any more: the first look is what there is
      const seen = compared ?? asked.filter(({ link }) => unchanged.some(({ id }) => id === link.id));
      certain.push(...seen.filter(({ finding }) => finding !== 'alike'));
    }
    this.#suspects = certain;
  }

  /** Null where the CRM does not answer, with the reason in `ended`. */
  async #compare(links: readonly CrmLink[]): Promise<readonly ComparedLink[] | null> {
    try {
      const compared = await compareLinks(this.#ctx, this.#live, links);
      if (compared.kind === 'compared') return compared.links;
      this.ended = { refusal: compared };
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      this.ended = { error };
    }
    return null;
  }

  /** Links whose lead was in the CRM once. */
  #read(where: Readonly<Record<string, unknown>>): Promise<CrmLink[]> {
    const written = { connection: this.#live.account.connectionId, externalId: { $ne: null }, ...where };
    return readRows(this.#ctx, CrmLink, written, {}, { orderBy: { id: 'asc' }, limit: READ_AT_ONCE });
  }
}
