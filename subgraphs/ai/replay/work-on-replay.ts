import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { knowledgeAtHand } from '../catalogue/knowledge-at-hand.ts';
import type { TenantCatalogues } from '../catalogue/tenant-catalogues.ts';
import { ModelFailure } from '../connectors/model-failure.ts';
import { noSentenceEncoder, type SentenceEncoder } from '../connectors/sentence-encoder/sentence-encoder.ts';
import type { TenantClassifiers } from '../learning/tenant-classifiers.ts';
import type { TenantLessons } from '../learning/tenant-lessons.ts';
import { modelOf } from '../vectors/vectors.ts';
import { failReplay, finishReplay } from './finish-replay.ts';
import { decidedByRun, readDecidedTexts } from './read-decided.ts';
import { type RedraftTools, redraft } from './redraft.ts';
import { ReplayUnpaid, replayPayer } from './replay-payer.ts';
import { findReplayOrFail, type ReplayRow } from './replay-row.ts';
import { type ReplayTools, textAsDecided } from './start-decision-replay.ts';
import { openWouldBeSearch, type WouldBeSearch, wouldBeKnowledge } from './would-be-knowledge.ts';

const AT_ONCE = 4;
/** Of tenants that replay at once; another is made again. */
const MOST_SEARCHES = 8;
/** Longer than a batch's calls may take: a process that is gone is not waited for longer. */
export const LEASE_MS = 300_000;
/** After so long without an answer nobody expects one. */
const LONGEST_OUTAGE_MS = 3_600_000;

export interface ReplayWorker extends ReplayTools {
  /** Without them the built-in agents know their seeds alone, and no products. */
  readonly classifiers?: TenantClassifiers;
  readonly encoder?: SentenceEncoder;
  readonly catalogues?: TenantCatalogues;
  readonly lessons?: TenantLessons;
  /** By replay: vectors of proposed passages are paid for once a process. */
  readonly searches: Map<string, WouldBeSearch>;
}

interface Item {
  readonly id: string;
  readonly runId: string;
  readonly contactId: string;
}

/**
 * Makes drafts again until the turn is over, each kept as soon as it stands: whoever goes on begins where this one stopped. The lease (the value
 * that this process wrote last) keeps two from doing so at once; if they do for a moment, a call is paid twice and nothing is counted twice.
 */
export async function workOnReplay(
  ctx: Ctx,
  worker: ReplayWorker,
  id: string,
  lease: Date,
  turnMs: number,
): Promise<Date | null> {
  const replay = await findReplayOrFail(ctx, id);
  const until = performance.now() + turnMs;
  let held: Date | null = lease;
  try {
    const tools = await toolsOf(ctx, worker, replay);
    while (held) {
      const items = await pendingItems(ctx, id);
      if (items.length === 0) {
        worker.searches.delete(id);
        await finishReplay(ctx, id);
        return null;
      }
      await redraftAll(ctx, id, items, tools);
      held = await renewLease(ctx, id, held);
      if (performance.now() >= until) return held;
    }
    return null;
  } catch (error) {
    const failure = failureOf(error, ctx.clock.now().getTime() - replay.startedAt.getTime());
    if (failure === null) {
      ctx.logger.warn({ err: error, replay: id }, 'a replay goes on when a model answers again');
      return held;
    }
    worker.searches.delete(id);
    await failReplay(ctx, id, failure);
    if (failure === BUG) throw error;
    return null;
  }
}

const BUG = 'Something unexpected happened; the log says what. Start it again.';

/** What a person is told; null: it may pass. */
function failureOf(error: unknown, ageMs: number): string | null {
  if (error instanceof ReplayUnpaid) return `It was stopped: ${error.message}.`;
  if (error instanceof ModelFailure)
    return `The vendor refuses all calls (${error.kind}): see to the account, and start it again.`;
  if (!(error instanceof TransientError)) return BUG;
  return ageMs < LONGEST_OUTAGE_MS ? null : 'No model answered for an hour. Start it again when one does.';
}

async function toolsOf(ctx: Ctx, worker: ReplayWorker, { id, proposal }: ReplayRow): Promise<RedraftTools> {
  const payer = replayPayer(ctx, id);
  const { models, vectors, searches } = worker;
  let search = searches.get(id);
  if (!search) {
    const knowledge = wouldBeKnowledge(id, proposal.knowledge);
    search = await openWouldBeSearch(knowledge, { vectors, payer }, AbortSignal.timeout(LEASE_MS));
    searches.set(id, search);
    const [oldest] = searches.keys();
    if (searches.size > MOST_SEARCHES && oldest !== undefined) searches.delete(oldest);
  }
  return {
    models: models.paidBy?.(payer) ?? models,
    search,
    persona: proposal.persona ?? proposal.under.persona,
    embedding: modelOf(vectors),
    known: { classifier: worker.classifiers?.of(ctx) ?? null, tenant: await knowledgeAtHand(ctx, proposal.under, worker) },
    served: proposal.under.locale?.languages,
    encoder: worker.encoder ?? noSentenceEncoder,
    analysesAgain: proposal.otherModels,
  };
}

const pendingItems = (ctx: Ctx, replayId: string): Promise<Item[]> =>
  ctx.em.execute<Item[]>(
    `select id, run_id as "runId", contact_id as "contactId" from "${schemaOf(ctx.tenant)}".decision_replay_item
     where replay_id = ? and result is null order by ordinal limit ${AT_ONCE}`,
    [replayId],
  );

/** All of them end before one's failure is told: what was paid is kept. */
async function redraftAll(ctx: Ctx, replayId: string, items: readonly Item[], tools: RedraftTools): Promise<void> {
  const rows = new Map(
    (
      await decidedByRun(
        ctx,
        items.map(({ runId }) => runId),
      )
    ).map((row) => [row.runId, row]),
  );
  const ended = await Promise.allSettled(
    items.map(async (item) => {
      const row = rows.get(item.runId);
      const texts = row ? await readDecidedTexts(ctx, row) : null;
      // erased, expired or taken back since it was taken down
      if (!row || !texts) return keep(ctx, item, {}, null);
      const { result, text } = await redraft(ctx, row, texts, tools, AbortSignal.timeout(LEASE_MS));
      const { costUsd, latencyMs, ...now } = result;
      const kept = { countsForBound: row.countsForBound, before: textAsDecided(row, tools.served), now, costUsd, latencyMs };
      // a text is sealed only while the others can be read: a key that was dropped meanwhile is not to be made again
      const isThere = text !== null && (await readDecidedTexts(ctx, row)) !== null;
      await keep(ctx, item, kept, isThere ? text : null);
    }),
  );
  const failures = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  if (failures.length === 0) return;
  ctx.logger.debug({ replay: replayId, failed: failures.length }, 'drafts could not be made again');
  // what ends it goes before what may pass
  throw failures.find((failure) => !(failure instanceof TransientError)) ?? failures[0];
}

/** The text is kept only while the run's own are: their expiry holds the run's row, and empties what stands by then. */
async function keep(ctx: Ctx, { id, runId, contactId }: Item, result: object, text: string | null): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  const sealed =
    text === null
      ? null
      : await ctx.vault.seal(contactId, { table: 'decision_replay_item', column: 'draft_text', rowId: id }, text);
  await ctx.em.execute(
    `with standing as (select id from "${schema}".run where id = ? and step_texts is not null for share)
     update "${schema}".decision_replay_item set result = ?::jsonb, draft_text = case when exists (select from standing) then ?::bytea end
     where id = ? and result is null`,
    [runId, JSON.stringify(result), sealed, id],
  );
}

/** Null: it ended, or somebody else works on it. */
async function renewLease(ctx: Ctx, id: string, held: Date): Promise<Date | null> {
  const until = new Date(Math.max(ctx.clock.now().getTime() + LEASE_MS, held.getTime() + 1));
  const rows = await ctx.em.execute<unknown[]>(
    `update "${schemaOf(ctx.tenant)}".decision_replay set lease_until = ?::timestamptz
     where id = ? and status = 'RUNNING' and lease_until = ?::timestamptz returning id`,
    [until, id, held],
  );
  return rows.length > 0 ? until : null;
}
