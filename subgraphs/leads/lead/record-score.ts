import type { DataOf } from '#kernel/messaging/event-contract.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { kept } from '#kernel/persistence/trip.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { messageScored } from '#schema/events/message-scored.v1.ts';
import type { SealedContactDetails } from './contact-details.ts';
import type { Verdict } from './judge-lead.ts';
import type { LeadStage } from './lead-stage.ts';
import type { LeadTier } from './lead-tier.ts';

interface NewScore {
  readonly scoreId: string;
  readonly scored: Pick<DataOf<typeof messageScored>, 'runId' | 'contactId' | 'conversationId' | 'platform' | 'scoredAt'>;
  readonly verdict: Verdict;
  /** Of the verdict, sealed. */
  readonly evidence: Buffer;
  readonly details: SealedContactDetails;
}

/** The lead as the score left it, with the details of earlier scores where this one knew none. */
interface ScoredLead extends SealedContactDetails {
  readonly id: string;
  readonly tier: LeadTier;
  readonly previousTier: LeadTier | null;
  readonly stage: LeadStage;
  readonly version: number;
}

/**
 * One statement for the lead and its score, because every message pays for it. Null when the run had been recorded. Two deliveries of
 * one run at the same moment meet at the unique run: the later one fails and, tried again, finds it recorded.
 */
export const recordScore = async (
  ctx: Ctx,
  { scoreId, scored, verdict, evidence, details }: NewScore,
): Promise<ScoredLead | null> => {
  const schema = schemaOf(ctx.tenant);
  const now = ctx.clock.now();
  const [lead] = await ctx.em.execute<ScoredLead[]>(
    kept(`with fresh as (
       select where not exists (select from "${schema}".lead_score where run_id = ?)
     ), scored as (
       insert into "${schema}".lead as l (
         id, contact_id, conversation_id, platform, tier, scored_tier, points, stage, latest_score_id,
         display_name, email, phone, company, version, scored_at, created_at, updated_at)
       select ?::uuid, ?::uuid, ?::uuid, ?, t.tier, t.tier, ?::smallint, 'NEW', ?::uuid,
         ?::bytea, ?::bytea, ?::bytea, ?::bytea, 1, ?::timestamptz, t.now, t.now
       from fresh, (values (?::text, ?::timestamptz)) t (tier, now)
       on conflict (contact_id) do update set
         conversation_id = excluded.conversation_id,
         platform = excluded.platform,
         tier = coalesce(l.override_tier, excluded.tier),
         scored_tier = excluded.scored_tier,
         points = excluded.points,
         stage = case l.stage when 'NEW' then 'ENGAGED' else l.stage end,
         latest_score_id = excluded.latest_score_id,
         display_name = coalesce(excluded.display_name, l.display_name),
         email = coalesce(excluded.email, l.email),
         phone = coalesce(excluded.phone, l.phone),
         company = coalesce(excluded.company, l.company),
         version = l.version + 1,
         scored_at = excluded.scored_at,
         updated_at = excluded.updated_at
       returning id, new.tier, old.tier as previous_tier, scored_tier, old.scored_tier as previous_scored_tier, points, stage, version,
         conversation_id, scored_at, latest_score_id, display_name, email, phone, company
     ), recorded as (
       insert into "${schema}".lead_score (
         id, lead_id, run_id, conversation_id, tier, previous_tier, points, signals, evidence, scored_at, facts, model_version, chance, lift)
       select latest_score_id, id, ?::uuid, conversation_id, scored_tier, previous_scored_tier, points, ?::jsonb, ?::bytea, scored_at,
         ?::jsonb, ?::int, ?::float8, ?::float8 from scored
     )
     select id, tier, previous_tier as "previousTier", stage, version, display_name as "displayName", email, phone, company from scored`),
    [
      scored.runId,
      newId(),
      scored.contactId,
      scored.conversationId,
      scored.platform,
      verdict.points,
      scoreId,
      details.displayName,
      details.email,
      details.phone,
      details.company,
      scored.scoredAt,
      verdict.tier,
      now,
      scored.runId,
      JSON.stringify(verdict.signals),
      evidence,
      JSON.stringify(verdict.facts),
      verdict.byModel?.version ?? null,
      verdict.byModel?.chance ?? null,
      verdict.byModel?.lift ?? null,
    ],
  );
  return lead ?? null;
};
