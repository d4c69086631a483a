import { kept } from '#kernel/persistence/trip.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { type BriefedCache, cacheOf } from '../cache/cached-reply.ts';
import type { Gates } from '../confidence/confidence-gate.entity.ts';
import type { MessageVector } from '../connectors/sentence-encoder/encode-message.ts';
import type { VectorIsolation } from '../connectors/vector-index.ts';
import type { FoundPassage } from '../knowledge/fuse-passages.ts';
import type { PassageSearch } from '../knowledge/passage-search.ts';
import { idList, passageQuestion, passagesById, passagesMatching, WORDS_DEPTH } from '../knowledge/search-knowledge.ts';
import { DEFAULT_SETTINGS, type IntentThresholds, type Settings } from '../settings/ai-settings.entity.ts';
import { type MonthStanding, monthOf, toNano } from '../spend/budget-stage.ts';
import type { CallAccount } from '../spend/call-account.ts';
import { answeringSpace, type VectorSpaceRow } from '../vectors/vector-spaces.ts';
import type { InboundMessage } from './analysis.ts';

/** A reply stands on one or two passages; the others say how clear the choice was. */
export const PASSAGES_READ = 5;

export interface Briefing {
  readonly settings: Settings;
  /** By recipe. */
  readonly gates: Gates;
  /** The model that questions are found by. */
  readonly embedding: string;
  /** The latest inbound message seen so far; 0 for a new conversation. */
  readonly latestRevision: number;
  /** The run that an earlier delivery of the message began. */
  readonly runId: string | null;
  /** The team was told that no model answers. */
  readonly isOutageKnown: boolean;
  /** 0: the tenant never had products. */
  readonly catalogueVersion: number;
  /** How the month of the clock stands. */
  readonly standing: MonthStanding;
  /** Null where the message is none for the reply cache. */
  readonly cache: BriefedCache | null;
  /** Vectors may still be on their way. */
  readonly passages: Promise<readonly FoundPassage[]>;
}

interface Row {
  settings: {
    auto_reply: boolean;
    confidence_threshold: number;
    target_error: number | null;
    audit_share: number;
    thresholds: IntentThresholds;
    persona: string;
    vector_isolation: VectorIsolation;
    reply_cache_minutes: number;
    time_zone: string;
    default_region: string | null;
    default_currency: string | null;
    languages: string[] | null;
    monthly_budget_usd: number | null;
  } | null;
  gates: Gates | null;
  latestRevision: number | null;
  runId: string | null;
  isOutageKnown: boolean;
  catalogueVersion: number | null;
  lessonVersion: number | null;
  month: Omit<MonthStanding, 'budget'> | null;
  cache: BriefedCache | null;
  passages: FoundPassage[] | null;
  space: VectorSpaceRow | null;
}

/**
 * Everything that a message's run needs of the database, in one statement: a round trip costs more than any of its parts. A second one
 * brings passages that only vectors found, where those were slow.
 */
export async function readBriefing(
  ctx: Ctx,
  search: PassageSearch,
  message: Pick<InboundMessage, 'messageId' | 'conversationId' | 'revision' | 'text'>,
  vector: MessageVector | null = null,
  cacheKey: Buffer | null = null,
  account?: CallAccount,
): Promise<Briefing> {
  const schema = schemaOf(ctx.tenant);
  const question = passageQuestion(message.text);
  const read = async (near: readonly string[]) => {
    const [row] = await ctx.em.execute<Row[]>(
      kept(`select (select to_jsonb(s) from "${schema}".ai_settings s) as settings,
            (select gates from "${schema}".confidence_gate) as gates,
            (select revision from "${schema}".conversation_state where conversation_id = ?) as "latestRevision",
            (select id from "${schema}".run where message_id = ? and revision = ?) as "runId",
            exists (select from "${schema}".model_outage) as "isOutageKnown",
            (select version from "${schema}".catalogue_state) as "catalogueVersion",
            (select version from "${schema}".learning_state) as "lessonVersion",
            (select jsonb_build_object('spent', spent, 'exhaustedAt', exhausted_at) from "${schema}".spend_month
             where month = ?::date) as month,
            ${cacheOf(schema)} as cache,
            (select jsonb_agg(f order by f.score desc) from (${passagesMatching(schema)}) f) as passages,
            ${answeringSpace(schema)} as space`),
      [
        ...[
          message.conversationId,
          message.messageId,
          message.revision,
          monthOf(ctx.clock.now()),
          ctx.clock.now(),
          cacheKey,
          question,
          question,
          PASSAGES_READ * WORDS_DEPTH,
          idList(near),
        ],
        ...search.spaceParameters,
      ],
    );
    return { row, passages: row?.passages ?? [], space: row?.space ?? null, lessonVersion: row?.lessonVersion ?? 0 };
  };
  const { first, passages } = await search.begin(
    ctx,
    message.text,
    PASSAGES_READ,
    read,
    passagesById(ctx, message.text),
    vector,
    account,
  );
  const { row } = first;
  return {
    settings: row?.settings
      ? {
          autoReply: row.settings.auto_reply,
          confidenceThreshold: row.settings.confidence_threshold,
          targetError: row.settings.target_error,
          auditShare: row.settings.audit_share,
          thresholds: row.settings.thresholds,
          persona: row.settings.persona,
          vectorIsolation: row.settings.vector_isolation,
          replyCacheMinutes: row.settings.reply_cache_minutes,
          locale: {
            timeZone: row.settings.time_zone,
            defaultRegion: row.settings.default_region,
            defaultCurrency: row.settings.default_currency,
            languages: row.settings.languages,
          },
        }
      : DEFAULT_SETTINGS,
    gates: row?.gates ?? {},
    embedding: search.spaceParameters[0],
    latestRevision: row?.latestRevision ?? 0,
    runId: row?.runId ?? null,
    isOutageKnown: row?.isOutageKnown ?? false,
    catalogueVersion: row?.catalogueVersion ?? 0,
    standing: {
      spent: row?.month?.spent ?? 0,
      budget: row?.settings?.monthly_budget_usd == null ? null : toNano(row.settings.monthly_budget_usd),
      exhaustedAt: row?.month?.exhaustedAt ?? null,
    },
    cache: row?.cache ?? null,
    passages,
  };
}
