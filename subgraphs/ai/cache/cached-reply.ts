import type { Ctx } from '#kernel/tenancy/context.ts';
import type { ReplyAnswer } from '../connectors/model-provider.ts';
import type { FoundPassage } from '../knowledge/fuse-passages.ts';

/** A row of `cached_reply` as the briefing's statement brings it; bytes in base64. */
export interface CachedRow {
  readonly key: string;
  readonly contactId: string;
  readonly scope: string;
  /** Null: a person changed or rejected it. */
  readonly reply: string | null;
  readonly question: string | null;
  readonly passages: readonly string[];
  readonly newestPassage: string | null;
  /** In billionths of a dollar. */
  readonly cost: number;
}

export const CACHED_ROW = `jsonb_build_object('key', encode(c.key, 'base64'), 'contactId', c.contact_id, 'scope', encode(c.scope, 'base64'),
  'reply', encode(c.reply, 'base64'), 'question', encode(c.question, 'base64'), 'passages', to_jsonb(c.passages),
  'newestPassage', c.newest_passage, 'cost', c.cost)`;

/** What the briefing reads of the cache. The parameters are the question's key (null: nothing is read) and the time. */
export const cacheOf = (schema: string): string => `
  (select jsonb_build_object(
     'newestPassage', (select id from "${schema}".knowledge_passage order by id desc limit 1),
     'exact', (select ${CACHED_ROW} from "${schema}".cached_reply c where c.key = asked.key and c.expires_at > ?::timestamptz))
   from (select ?::bytea as key) asked where asked.key is not null)`;

export interface BriefedCache {
  /** Ids of passages rise with time: what is newer came later. */
  readonly newestPassage: string | null;
  readonly exact: CachedRow | null;
}

/** What is sealed of a reply, and who wrote it. */
export interface KeptReply extends Omit<ReplyAnswer, 'usedPassages'> {
  readonly provider: string;
  readonly model: string;
}

const replyAt = (key: Buffer) => ({ table: 'cached_reply', column: 'reply', rowId: key.toString('hex') });
const questionAt = (key: Buffer) => ({ table: 'cached_reply', column: 'question', rowId: key.toString('hex') });

/** Under the tenant's key: nothing of a contact went into it. */
export const sealReply = (ctx: Ctx, key: Buffer, reply: KeptReply): Promise<Buffer> =>
  ctx.vault.sealForTenant(replyAt(key), JSON.stringify(reply));

export async function openReply(ctx: Ctx, row: CachedRow): Promise<KeptReply | null> {
  if (row.reply === null) return null;
  const json = await ctx.vault.open(replyAt(Buffer.from(row.key, 'base64')), Buffer.from(row.reply, 'base64'));
  return json === null ? null : (JSON.parse(json) as KeptReply);
}

/** Under the key of the contact whose words they are: erased with them. */
export const sealQuestion = (ctx: Ctx, key: Buffer, contactId: string, question: string): Promise<Buffer> =>
  ctx.vault.seal(contactId, questionAt(key), question);

export const openQuestion = async (ctx: Ctx, row: CachedRow): Promise<string | null> =>
  row.question === null ? null : ctx.vault.open(questionAt(Buffer.from(row.key, 'base64')), Buffer.from(row.question, 'base64'));

/**
 * The places of what the reply stands on among the passages that were found now; null where one of them is not among them, or where one
 * was found that there was not when it was made: it may answer better.
 */
export function standsOn(row: CachedRow, passages: readonly FoundPassage[]): number[] | null {
  const { newestPassage } = row;
  if (newestPassage === null || passages.some(({ passageId }) => passageId > newestPassage)) return null;
  const places = row.passages.map((id) => passages.findIndex(({ passageId }) => passageId === id));
  return places.includes(-1) ? null : places;
}
