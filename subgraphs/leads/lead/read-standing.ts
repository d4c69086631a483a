import { kept } from '#kernel/persistence/trip.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { LeadModel } from '../model/lead-model.ts';
import { DEFAULT_LEAD_SETTINGS, type LeadSettingsValues } from '../settings/lead-settings.entity.ts';

/** What a score is made with beside the run's own word. */
export interface Standing {
  /** The run's score was recorded before. */
  readonly isRecorded: boolean;
  readonly settings: LeadSettingsValues;
  /** The model that makes the points; null where the rules do. */
  readonly model: { readonly version: number; readonly model: LeadModel } | null;
  /** Of the contact's lead; null before its first score. */
  readonly lead: { readonly scores: number; readonly scoredAt: Date; readonly isCustomer: boolean } | null;
}

interface Row {
  isRecorded: boolean;
  settings: {
    hot_from_points: number;
    warm_from_points: number;
    hot_from_lift: number;
    warm_from_lift: number;
    use_model: boolean;
  } | null;
  model: { version: number; model: LeadModel } | null;
  scores: number | null;
  scoredAt: Date | null;
  isCustomer: boolean | null;
}

/** A talk longer than this is as long as this. */
const MOST_SCORES = 20;

/** One statement, because every message pays for it. A score of another conversation of the contact at the same moment may be missed. */
export async function readStanding(ctx: Ctx, of: { readonly runId: string; readonly contactId: string }): Promise<Standing> {
  const schema = schemaOf(ctx.tenant);
  const [row] = await ctx.em.execute<Row[]>(
    kept(`select exists (select from "${schema}".lead_score where run_id = ?) as "isRecorded",
       (select to_jsonb(s) from "${schema}".lead_settings s) as settings,
       (select to_jsonb(m) from (select version, model, state from "${schema}".lead_model order by version desc limit 1) m
        where state = 'READY') as model,
       l.scored_at as "scoredAt", l.crm_history = 'CUSTOMER' as "isCustomer",
       (select count(*)::int from (select from "${schema}".lead_score where lead_id = l.id limit ${MOST_SCORES}) s) as scores
     from (values (?::uuid)) asked (contact_id) left join "${schema}".lead l using (contact_id)`),
    [of.runId, of.contactId],
  );
  const settings = row?.settings
    ? {
        hotFromPoints: row.settings.hot_from_points,
        warmFromPoints: row.settings.warm_from_points,
        hotFromLift: row.settings.hot_from_lift,
        warmFromLift: row.settings.warm_from_lift,
        useModel: row.settings.use_model,
      }
    : DEFAULT_LEAD_SETTINGS;
  return {
    isRecorded: row?.isRecorded ?? false,
    settings,
    model: settings.useModel ? (row?.model ?? null) : null,
    lead: row?.scoredAt
      ? { scores: row.scores ?? 0, scoredAt: new Date(row.scoredAt), isCustomer: row.isCustomer ?? false }
      : null,
  };
}
