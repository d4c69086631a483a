import type { Tx } from '#kernel/messaging/transaction.ts';
import { held, kept } from '#kernel/persistence/trip.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { idList } from '../knowledge/search-knowledge.ts';
import type { DraftedReply } from '../run/draft-reply.ts';
import type { Run } from '../run/run.entity.ts';
import { toNano } from '../spend/budget-stage.ts';
import { sealQuestion, sealReply } from './cached-reply.ts';
import { echoesAsker } from './echoes-asker.ts';
import { writeQuestion } from './likeness.ts';
import type { CacheUse, MessageCache } from './message-cache.ts';

const MINUTE_MS = 60_000;

/** What the cache did for a message and what it may keep of it, sealed: made before the transaction that ends the run. */
export interface CacheRecord {
  readonly use: CacheUse;
  readonly entry: {
    readonly scope: Buffer;
    readonly reply: Buffer;
    readonly question: Buffer;
    readonly passages: readonly string[];
    readonly documents: readonly string[];
    readonly newestPassage: string;
    readonly costNano: number;
    readonly minutes: number;
  } | null;
}

/**
 * Null where the cache had no part. What a model wrote is kept where it stands on passages, nothing was found in it that a person has to
 * look at, and no word of it comes from who asked.
 */
export async function recordCacheUse(
  ctx: Ctx,
  cache: MessageCache | null,
  contactId: string,
  draft: DraftedReply | null,
  settings: { readonly persona: string; readonly minutes: number },
): Promise<CacheRecord | null> {
  const use = cache?.use;
  if (!cache || !use) return null;
  const step = draft?.steps.at(-1)?.record;
  const { newestPassage } = cache.asked.briefed;
  if (use.hit !== null || !draft?.answer || draft.text === null || !step || newestPassage === null) return { use, entry: null };
  const { text, sources, findings } = draft;
  const told = [settings.persona, ...sources.flatMap((source) => [source.title, source.text])];
  if (sources.length === 0 || findings.length > 0 || echoesAsker(text, cache.asked.text, told)) return { use, entry: null };
  const { usedPassages: _, ...reply } = draft.answer;
  const { provider, model, costUsd } = step;
  return {
    use,
    entry: {
      scope: cache.asked.scope,
      reply: await sealReply(ctx, use.key, { ...reply, provider, model }),
      question: await sealQuestion(ctx, use.key, contactId, writeQuestion(use.question)),
      passages: sources.map(({ passageId }) => passageId),
      documents: [...new Set(sources.map(({ documentId }) => documentId))],
      newestPassage,
      costNano: toNano(costUsd),
      minutes: settings.minutes,
    },
  };
}

/** What the run's own row says of the cache. */
export const cacheColumns = ({ use, entry }: CacheRecord): Pick<Run, 'cachedReplyKey' | 'cacheHit' | 'cacheSaved'> => ({
  cachedReplyKey: use.hit !== null || entry ? use.key : null,
  cacheHit: use.hit,
  cacheSaved: use.hit === null ? null : use.savedNano,
});

/** In the transaction that ends the run, so a redelivery keeps nothing twice. */
export async function keepReply(
  tx: Tx,
  run: Pick<Run, 'id' | 'messageId' | 'contactId'>,
  record: CacheRecord | null,
): Promise<void> {
  if (!record) return;
  const { use, entry } = record;
  const schema = schemaOf(tx.tenant);
  const now = tx.clock.now();
  if (use.compared) {
    const { likeness, agreed } = use.compared;
    await tx.em.execute(
      held(
        kept(`insert into "${schema}".reply_comparison (run_id, measure, similarity, agreed, at) values (?, ?, ?, ?, ?::timestamptz)
       on conflict (run_id) do nothing`),
      ),
      [run.id, likeness.measure, likeness.value, agreed, now],
    );
  }
  if (!entry) return;
  // what a person refused stays refused until its time is over; passages that went meanwhile are nothing to stand on
  await tx.em.execute(
    held(
      kept(`insert into "${schema}".cached_reply as c (key, run_id, message_id, contact_id, scope, reply, question, passages, documents,
       newest_passage, cost, created_at, expires_at)
     select ?::bytea, ?::uuid, ?::uuid, ?::uuid, ?::bytea, ?::bytea, ?::bytea, ?::uuid[], ?::uuid[], ?::uuid, ?::bigint, ?::timestamptz, ?::timestamptz
     where (select count(*) from "${schema}".knowledge_passage where id = any (?::uuid[])) = ?
     on conflict (key) do update set run_id = excluded.run_id, message_id = excluded.message_id, contact_id = excluded.contact_id,
       scope = excluded.scope, reply = excluded.reply, question = excluded.question, passages = excluded.passages,
       documents = excluded.documents, newest_passage = excluded.newest_passage, cost = excluded.cost,
       created_at = excluded.created_at, expires_at = excluded.expires_at
     where c.reply is not null or c.expires_at <= excluded.created_at or c.scope <> excluded.scope`),
    ),
    [
      ...[use.key, run.id, run.messageId, run.contactId, entry.scope, entry.reply, entry.question],
      ...[idList(entry.passages), idList(entry.documents), entry.newestPassage, entry.costNano],
      ...[now, new Date(now.getTime() + entry.minutes * MINUTE_MS), idList(entry.passages), entry.passages.length],
    ],
  );
}
