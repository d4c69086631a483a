import { badUserInput, notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { hashedVector } from '../connectors/local-embedding-provider.ts';
import type { PassageSearch } from '../knowledge/passage-search.ts';
import { searchKnowledge } from '../knowledge/search-knowledge.ts';
import { Run } from '../run/run.entity.ts';
import { textOf } from './correct-run.ts';
import type { GapStatus, KnowledgeGap } from './knowledge-gap.type.ts';
import { ALIKE, likeness } from './likeness.ts';

const DAYS_MS = 90 * 86_400_000;
const MOST_QUESTIONS = 500;
const MOST_GAPS = 50;
/** A passage with this score is about the question. */
const ANSWERS = 0.6;
/** Somebody waits for it. */
const LONGEST_MS = 3_000;
const NEVER = new Date(0);

type Cause = 'SOURCE' | 'REJECTED' | 'REWRITTEN';
interface Question {
  readonly id: string;
  readonly cause: Cause;
  readonly askedAt: Date;
  readonly isDismissed: boolean;
  readonly dismissedBy: string | null;
  readonly text: string;
}

/**
 * Nothing is kept for it but who dismissed what: the questions are read from the runs, so those of an erased contact, of a message taken back
 * or past its time are not among them. Nothing of it is paid for, and what cannot be looked up in time is told as open.
 */
export async function readGaps(
  ctx: Ctx,
  search: PassageSearch,
  { status, first }: { readonly status: GapStatus; readonly first: number },
): Promise<KnowledgeGap[]> {
  if (first < 1 || first > MOST_GAPS) throw badUserInput('first', `first must be from 1 to ${MOST_GAPS}.`);
  const [questions, changes] = await Promise.all([readQuestions(ctx), readChanges(ctx)]);
  const groups = groupAlike(questions);
  await dismissLater(ctx, groups);
  const [until, gaps]: [number, KnowledgeGap[]] = [performance.now() + LONGEST_MS, []];
  for (const group of groups.sort((a, b) => b.length - a.length).slice(0, MOST_GAPS)) {
    const [newest] = group;
    if (!newest || gaps.length === first) break;
    if ((await statusOf(group, newest)) !== status) continue;
    const count = (cause: Cause): number => group.filter((question) => question.cause === cause).length;
    gaps.push({
      ...{ id: newest.id, question: newest.text, count: group.length, lastAskedAt: newest.askedAt, status },
      ...{ withoutSource: count('SOURCE'), rejected: count('REJECTED'), rewritten: count('REWRITTEN') },
    });
  }
  return gaps;

  async function statusOf(group: readonly Question[], newest: Question): Promise<GapStatus> {
    if (group.some(({ isDismissed }) => isDismissed)) return 'DISMISSED';
    if (changes.latest <= newest.askedAt || performance.now() > until) return 'OPEN';
    const [best] = await searchKnowledge(ctx, search.unpaid, newest.text, 1);
    if (!best || best.score < ANSWERS) return 'OPEN';
    // what was there when it was asked did not answer it, whatever else has changed; a member's word for it is news
    const isNews = best.measuredScore !== undefined || (changes.documents.get(best.documentId) ?? NEVER) > newest.askedAt;
    return isNews ? 'ANSWERED' : 'OPEN';
  }
}

/** Said of one question it is said of those like it, of later ones too. */
export async function dismissGap(tx: Tx, runId: string): Promise<boolean> {
  const schema = schemaOf(tx.tenant);
  const [run] = isId(runId) ? await tx.em.execute<object[]>(`select from "${schema}".run where id = ?`, [runId]) : [];
  if (!run) throw notFound('The gap');
  const group = groupAlike(await readQuestions(tx)).find((questions) => questions.some(({ id }) => id === runId)) ?? [];
  if (group.some(({ isDismissed }) => isDismissed)) return false;
  return (await dismiss(tx, [runId, ...group.map(({ id }) => id)], tx.actor.id)) > 0;
}

/** Each question like a dismissed one keeps the word itself: those that were asked before are gone sooner. */
async function dismissLater(ctx: Ctx, groups: readonly Question[][]): Promise<void> {
  const later = groups.flatMap((group) => {
    const by = group.find(({ dismissedBy }) => dismissedBy !== null)?.dismissedBy ?? null;
    return by === null ? [] : group.flatMap(({ id, isDismissed }) => (isDismissed ? [] : { id, by }));
  });
  for (const by of new Set(later.map((one) => one.by))) {
    const ids = later.filter((one) => one.by === by).map(({ id }) => id);
    await dismiss(ctx, ids, by);
  }
}

async function dismiss(ctx: Ctx, runIds: readonly string[], by: string): Promise<number> {
  const schema = schemaOf(ctx.tenant);
  const added = await ctx.em.execute<object[]>(
    `insert into "${schema}".gap_dismissal (run_id, dismissed_by, dismissed_at)
     select id, ?, ? from "${schema}".run where id = any (?::uuid[]) on conflict do nothing returning run_id`,
    [by, ctx.clock.now(), `{${runIds.join(',')}}`],
  );
  return added.length;
}

/** Newest first. Without those that waited for a person because no model could be asked: nothing is known of these. */
async function readQuestions(ctx: Ctx): Promise<Question[]> {
  const schema = schemaOf(ctx.tenant);
  const found = await ctx.em.execute<{ id: string; cause: Cause; isDismissed: boolean; dismissedBy: string | null }[]>(
    `select r.id, d.run_id is not null as "isDismissed", d.dismissed_by as "dismissedBy",
            case when r.sources = '[]' then 'SOURCE' when v.status = 'REJECTED' then 'REJECTED' else 'REWRITTEN' end as cause
     from "${schema}".run r join "${schema}".review v on v.run_id = r.id left join "${schema}".gap_dismissal d on d.run_id = r.id
     where r.created_at > ? and r.step_texts is not null and r.intent not in ('SPAM', 'PRAISE')
       and v.reason not in ('PROVIDER_DOWN', 'BUDGET') and v.status <> 'SUPERSEDED'
       and (r.sources = '[]' or v.status = 'REJECTED' or v.edit_distance > 0.5)
     order by r.created_at desc, r.id desc limit ${MOST_QUESTIONS}`,
    [new Date(ctx.clock.now().getTime() - DAYS_MS)],
  );
  const runs = new Map((await ctx.em.find(Run, { id: { $in: found.map(({ id }) => id) } })).map((run) => [run.id, run]));
  await ctx.vault.prefetch([...runs.values()].map(({ contactId }) => contactId));
  const read = await Promise.all(
    found.map(async ({ id, ...known }) => {
      const run = runs.get(id);
      const text = run ? await textOf(ctx, run) : null;
      return run && text ? [{ id, ...known, askedAt: run.createdAt, text }] : [];
    }),
  );
  return read.flat();
}

/** The newest question of a group says what belongs to it, so the same questions make the same groups. */
function groupAlike(questions: readonly Question[]): Question[][] {
  const groups: { vector: Float32Array; questions: Question[] }[] = [];
  for (const question of questions) {
    const vector = hashedVector(question.text, 'question');
    const group = groups.find((other) => likeness(other.vector, vector) >= ALIKE);
    if (group) group.questions.push(question);
    else groups.push({ vector, questions: [question] });
  }
  return groups.map((group) => group.questions);
}

interface Changes {
  /** When a passage last came, changed or was named. */
  readonly latest: Date;
  /** By document. */
  readonly documents: ReadonlyMap<string, Date>;
}

async function readChanges(ctx: Ctx): Promise<Changes> {
  const schema = schemaOf(ctx.tenant);
  const rows = await ctx.em.execute<{ id: string | null; at: string | Date }[]>(
    `select id, updated_at as at from "${schema}".knowledge_document where updated_at > ?
     union all select null, changed_at from "${schema}".learning_state`,
    [new Date(ctx.clock.now().getTime() - DAYS_MS)],
  );
  const documents = new Map(rows.flatMap(({ id, at }) => (id === null ? [] : [[id, new Date(at)] as const])));
  const latest = Math.max(NEVER.getTime(), ...rows.map(({ at }) => new Date(at).getTime()));
  return { latest: new Date(latest), documents };
}
