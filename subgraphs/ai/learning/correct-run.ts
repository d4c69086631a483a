import { badUserInput, notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { findRun } from '../run/find-run.ts';
import { readStepTexts } from '../run/read-sealed.ts';
import type { Run } from '../run/run.entity.ts';
import { AgentName, type Intent } from '../run/run-enums.ts';
import { NOWHERE } from '../settings/ai-settings.entity.ts';
import { readSettings } from '../settings/read-settings.ts';
import { checkedEntities, type EntityCorrection } from './corrected-entities.ts';
import { noteLesson } from './note-lesson.ts';

/** At least one of them is said. */
export interface RunCorrection {
  readonly intent: Intent | null;
  readonly isSpam: boolean | null;
  /** The passage that answers the message. */
  readonly passageId: string | null;
  /** What its words state, and what they do not; takes the place of what was said of them before. */
  readonly entities?: readonly EntityCorrection[] | null;
}

/**
 * Keeps a member's word about a run, with the message's text under its contact's key: what is learned from it goes with the contact. The run
 * itself stays as it was decided. Said again, the last word counts. Without its text (expired, taken back) it is kept and teaches nothing.
 */
export async function correctRun(tx: Tx, id: string, correction: RunCorrection): Promise<Run> {
  const run = await findRun(tx, id);
  if (!run) throw notFound('The run');
  const intent = intentOf(correction, run.intent ?? null);
  const { passageId, entities = null } = correction;
  if (passageId !== null) await passageMustExist(tx, passageId);
  if (intent === null && passageId === null && entities === null)
    throw badUserInput('intent', 'Say the intent, whether it is spam, the passage, or the entities.');

  const text = await textOf(tx, run);
  const at = { table: 'correction', column: 'text', rowId: run.id };
  const sealed = text === null ? null : await tx.vault.seal(run.contactId, at, text);
  const found = entities === null ? null : await sealedEntities(tx, run, text, entities);
  await tx.em.execute(
    `insert into "${schemaOf(tx.tenant)}".correction
       (run_id, message_id, contact_id, intent, found_intent, passage_id, text, entities, corrected_by, corrected_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (run_id) do update set intent = coalesce(excluded.intent, correction.intent),
       passage_id = coalesce(excluded.passage_id, correction.passage_id), text = excluded.text,
       entities = coalesce(excluded.entities, correction.entities),
       dismissed_entities = case when excluded.entities is null then correction.dismissed_entities else '{}' end,
       corrected_by = excluded.corrected_by, corrected_at = excluded.corrected_at`,
    [run.id, run.messageId, run.contactId, intent, run.intent ?? null, passageId, sealed, found, tx.actor.id, tx.clock.now()],
  );
  await noteLesson(tx);
  return run;
}

/** Values are personal. Without the message's text nobody can tell whether the words stood there. */
async function sealedEntities(tx: Tx, run: Run, text: string | null, said: readonly EntityCorrection[]): Promise<Buffer> {
  if (text === null)
    throw badUserInput('entities', 'The text of this message is gone: its entities cannot be corrected any more.');
  const { timeZone, defaultRegion, defaultCurrency } = (await readSettings(tx)).locale ?? NOWHERE;
  const context = { timeZone, defaultRegion, defaultCurrency, now: run.createdAt, language: run.language ?? null };
  const at = { table: 'correction', column: 'entities', rowId: run.id };
  return tx.vault.seal(run.contactId, at, JSON.stringify(checkedEntities(said, text, context)));
}

/** "Not spam" alone confirms what was found, where that was something else; where it was spam nobody knows yet what it is. */
function intentOf({ intent, isSpam }: RunCorrection, found: Intent | null): Intent | null {
  if (isSpam === null) return intent;
  if (intent !== null && (intent === 'SPAM') !== isSpam)
    throw badUserInput('isSpam', 'The intent and isSpam say different things: leave one of them out.');
  if (isSpam) return 'SPAM';
  if (intent !== null) return intent;
  if (found === null || found === 'SPAM') throw badUserInput('intent', 'Say as well what it is: the intent of the message.');
  return found;
}

async function passageMustExist(tx: Tx, passageId: string): Promise<void> {
  const found = isId(passageId)
    ? await tx.em.execute(`select from "${schemaOf(tx.tenant)}".knowledge_passage where id = ?`, [passageId])
    : [];
  if (found.length === 0) throw notFound('The passage');
}

/** As the classifier read it. */
export async function textOf(tx: Ctx, run: Run): Promise<string | null> {
  const at = run.steps.findIndex(({ agent }) => agent === AgentName.INTENT_CLASSIFIER);
  return (await readStepTexts(tx, run))?.[at]?.input ?? null;
}
