import { notFound } from '#kernel/errors/public-error.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { Settings } from '../settings/ai-settings.entity.ts';
import type { Proposal } from './proposal.ts';
import type { Flip, Replay } from './replay-decisions.ts';

export type ReplayStatus = 'RUNNING' | 'DONE' | 'FAILED';

/** So many of the flips are kept. */
export const KEPT_FLIPS = 200;

export interface ReplayReport extends Omit<Replay, 'flips'> {
  readonly flips: readonly Flip[];
  readonly flipCount: number;
}

/** With the settings that were in force when it was started: it is judged under them, whatever they are when it ends. */
export interface KeptProposal extends Proposal {
  readonly under: Settings;
}

/** A replay as it is kept. Money in billionths of a US dollar. */
export interface ReplayRow {
  readonly id: string;
  readonly status: ReplayStatus;
  readonly proposal: KeptProposal;
  readonly last: number;
  readonly maxErrorRate: number | null;
  readonly maxCost: number;
  readonly estimate: number;
  readonly spent: number;
  readonly isForeground: boolean;
  readonly report: ReplayReport | null;
  readonly passes: boolean | null;
  readonly failure: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly decisions: number;
  readonly done: number;
}

/** Statements that are not the mapper's give no dates: seconds. */
type RawRow = Omit<ReplayRow, 'startedAt' | 'endedAt'> & { readonly startedAt: number; readonly endedAt: number | null };

const read = ({ startedAt, endedAt, ...row }: RawRow): ReplayRow => ({
  ...row,
  startedAt: new Date(startedAt * 1_000),
  endedAt: endedAt === null ? null : new Date(endedAt * 1_000),
});

const rows = (schema: string): string =>
  `select d.id, d.status, d.proposal, d.last, d.max_error_rate as "maxErrorRate", d.max_cost::float8 as "maxCost",
          d.estimate::float8 as estimate, (d.spent + case when d.status = 'RUNNING' then 0 else d.reserved end)::float8 as spent,
          d.is_foreground as "isForeground", d.report, d.passes, d.failure, extract(epoch from d.started_at)::float8 as "startedAt",
          extract(epoch from d.ended_at)::float8 as "endedAt",
          (select count(*)::int from "${schema}".decision_replay_item i where i.replay_id = d.id) as decisions,
          (select count(*)::int from "${schema}".decision_replay_item i where i.replay_id = d.id and i.result is not null) as done
   from "${schema}".decision_replay d`;

export async function findReplay(ctx: Ctx, id: string): Promise<ReplayRow | null> {
  if (!isId(id)) return null;
  const [row] = await ctx.em.execute<RawRow[]>(`${rows(schemaOf(ctx.tenant))} where d.id = ?`, [id]);
  return row ? read(row) : null;
}

export async function findReplayOrFail(ctx: Ctx, id: string): Promise<ReplayRow> {
  const row = await findReplay(ctx, id);
  if (!row) throw notFound('The replay');
  return row;
}

export async function latestReplays(ctx: Ctx, first: number): Promise<ReplayRow[]> {
  const found = await ctx.em.execute<RawRow[]>(`${rows(schemaOf(ctx.tenant))} order by d.started_at desc, d.id desc limit ?`, [
    first,
  ]);
  return found.map(read);
}
