import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { PlatformName } from '#schema/events/platform.ts';
import type { Intent } from '../run/run-enums.ts';
import type { DecidedDraft } from './decided-draft.ts';
import type { HeadInput } from './tenant-head.ts';

/** A decision with what is known of its draft. */
export interface Decision extends DecidedDraft, HeadInput {
  readonly recipe: string;
  readonly intent: Intent;
  /** As it stood when it was decided. */
  readonly confidence: number;
  readonly countsForBound: boolean;
  /** When the draft was made. */
  readonly madeAt: Date;
  readonly decidedAt: Date;
}

/** More would change a calibrator by less than it can tell. */
const MOST = 20_000;

/**
 * The latest decisions on drafts that might have gone out unseen. An approval of the draft as it stands is a hit; an edit or a rejection is
 * none, and so is another draft that had to be asked for. A decision that can still be taken back is none yet. What was superseded or expired was decided by nobody, and what is never sent unseen has no confidence to learn.
 */
export async function readDecisions(
  ctx: Ctx,
  only: { readonly intent?: Intent | null; readonly platform?: PlatformName | null } = {},
): Promise<Decision[]> {
  const schema = schemaOf(ctx.tenant);
  return ctx.em.execute<Decision[]>(
    `select r.recipe, r.intent, r.score, r.confidence, r.audited as "isAudited", r.review_chance as "reviewChance",
            r.counts_for_bound as "countsForBound", r.created_at as "madeAt", v.status <> 'REJECTED' and not v.edited and v.redrafts = 0 as unchanged,
            r.features, r.channel, split_part(r.recipe, ' ', 1) as provider, v.final_at as "decidedAt"
     from "${schema}".review v join "${schema}".run r on r.id = v.run_id
     where v.final_at is not null and v.status in ('SENDING', 'APPROVED', 'REJECTED')
       and r.recipe is not null and r.review_chance > 0 and r.held_back = '[]' and (?::text is null or r.intent = ?::text)
       and (?::text is null or r.channel = ?::text)
     order by v.final_at desc limit ${MOST}`,
    [only.intent ?? null, only.intent ?? null, only.platform ?? null, only.platform ?? null],
  );
}
