import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { textAt } from '../message/message.entity.ts';
import { indexMessage } from './index-message.ts';

const AT_ONCE = 200;
/** At one look, so that nobody waits long for their turn: 40,000 messages. */
const MOST_BATCHES = 200;

/** Goes on where it stopped: what a transaction indexed and how far that is are written together. */
export async function indexOldMessages(ctx: Ctx, transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>): Promise<void> {
  const known = await ctx.em.execute<object[]>(`select 1 from ${schemaOf(ctx.tenant)}.search_backfill`);
  if (known.length === 0) return;
  for (let batch = 0; batch < MOST_BATCHES; batch++) if (!(await transaction(indexBatch))) return;
}

interface Row {
  readonly id: string;
  readonly contact: string;
  readonly text: Buffer;
}

/** Answers whether more is left. Rows are held while they are read: an edit or a retraction comes before or after, and its index stands. */
async function indexBatch(tx: Tx): Promise<boolean> {
  const schema = schemaOf(tx.tenant);
  const rows = await tx.em.execute<Row[]>(
    `select m.id, m.contact_id as contact, m.text from ${schema}.message m, ${schema}.search_backfill b
     where m.id > b.done and m.id <= b.last order by m.id limit ${AT_ONCE} for share of m`,
  );
  const last = rows.at(-1);
  if (!last) {
    await tx.em.execute(`delete from ${schema}.search_backfill`);
    return false;
  }
  await tx.vault.prefetch(rows.map(({ contact }) => contact));
  for (const { id, contact, text } of rows) {
    const said = await tx.vault.open(textAt(id), text);
    // erased, expired or taken back: nothing is left to find it by
    if (said) await indexMessage(tx, { id, contactId: contact, text: said });
  }
  await tx.em.execute(`update ${schema}.search_backfill set done = ?`, [last.id]);
  return true;
}
