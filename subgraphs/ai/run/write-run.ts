import type { Tx } from '#kernel/messaging/transaction.ts';
import { held, kept } from '#kernel/persistence/trip.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { Run } from './run.entity.ts';
import { RunStatus } from './run-status.ts';

/** What is known when a run is first stored. */
const BEGUN = {
  id: 'id',
  messageId: 'message_id',
  conversationId: 'conversation_id',
  contactId: 'contact_id',
  lane: 'lane',
  revision: 'revision',
  intent: 'intent',
  intentConfidence: 'intent_confidence',
  language: 'language',
  analysis: 'analysis',
  createdAt: 'created_at',
} as const;

/** What changes with its end. */
const ENDED = {
  status: 'status',
  confidence: 'confidence',
  threshold: 'threshold',
  score: 'score',
  calibratorVersion: 'calibrator_version',
  features: 'features',
  channel: 'channel',
  headVersion: 'head_version',
  audited: 'audited',
  reviewChance: 'review_chance',
  countsForBound: 'counts_for_bound',
  heldBack: 'held_back',
  recipe: 'recipe',
  draftText: 'draft_text',
  sources: 'sources',
  steps: 'steps',
  stepTexts: 'step_texts',
  costUsd: 'cost_usd',
  latencyMs: 'latency_ms',
  replyId: 'reply_id',
  cachedReplyKey: 'cached_reply_key',
  cacheHit: 'cache_hit',
  cacheSaved: 'cache_saved',
} as const;

type Begun = keyof typeof BEGUN;
type Ended = keyof typeof ENDED;

/** A run as the agents make it; everybody else reads the entity. */
export type RunRow = Pick<Run, Begun | 'status' | 'audited' | 'countsForBound' | 'heldBack' | 'sources' | 'steps' | 'costUsd'> &
  Partial<Pick<Run, Ended>>;

const BEGUN_FIELDS = Object.keys(BEGUN) as Begun[];
const ENDED_FIELDS = Object.keys(ENDED) as Ended[];
const ALL = { ...BEGUN, ...ENDED };
const FIELDS = [...BEGUN_FIELDS, ...ENDED_FIELDS];
const INSERTED = `(${FIELDS.map((field) => ALL[field]).join(', ')}) values (${FIELDS.map(() => '?').join(', ')})`;
const UPDATED = ENDED_FIELDS.map((field) => `${ENDED[field]} = ?`).join(', ');

/** In front of the transaction's next statement, in one trip with it. */
export async function insertRun(tx: Tx, run: RunRow): Promise<void> {
  await tx.em.execute(
    held(kept(`insert into "${schemaOf(tx.tenant)}".run ${INSERTED}`)),
    FIELDS.map((field) => written(run, field)),
  );
}

/** The same for one that was stored when it began. What has left RUNNING meanwhile stays as it is: its delivery is somebody else's. */
export async function endRun(tx: Tx, run: RunRow): Promise<void> {
  await tx.em.execute(
    held(kept(`update "${schemaOf(tx.tenant)}".run set ${UPDATED} where id = ? and status = '${RunStatus.RUNNING}'`)),
    [...ENDED_FIELDS.map((field) => written(run, field)), run.id],
  );
}

function written(run: RunRow, field: Begun | Ended): unknown {
  const value = run[field] ?? null;
  const isDocument = field === 'features' || field === 'heldBack' || field === 'sources' || field === 'steps';
  return isDocument && value !== null ? JSON.stringify(value) : value;
}
