import { badUserInput, conflict } from '#kernel/errors/public-error.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { whatKeepsBack } from '../confidence/held-back.ts';
import type { ModelProvider } from '../connectors/model-provider.ts';
import { readSettings } from '../settings/read-settings.ts';
import { toNano, toUsd } from '../spend/budget-stage.ts';
import { readMonth } from '../spend/read-month.ts';
import type { Vectors } from '../vectors/vectors.ts';
import { estimateReplay, type MessageToEstimate } from './estimate-replay.ts';
import { finishReplay } from './finish-replay.ts';
import {
  changeHash,
  checkProposal,
  type Proposal,
  type ProposalInput,
  redrafts,
  settingsHash,
  settingsUnder,
} from './proposal.ts';
import { type DecidedRow, latestDecisions, readDecidedTexts } from './read-decided.ts';
import type { ReplayedDecision } from './replay-decisions.ts';
import { findReplayOrFail, type KeptProposal, type ReplayRow } from './replay-row.ts';
import { wouldBeKnowledge } from './would-be-knowledge.ts';

/** Drafts that are judged again cost nothing; those that are made again do. */
const [MOST_JUDGED, MOST_REDRAFTED] = [5_000, 1_000];
const LARGEST_COST_USD = 10_000;
const READ_AT_ONCE = 50;

export interface ReplayTools {
  readonly models: ModelProvider;
  readonly vectors: Vectors;
}

export interface ReplayOrder extends ProposalInput {
  readonly last: number;
  readonly maxErrorRate: number | null;
  readonly maxCostUsd: number;
  /** Set by a process that works on it itself, until when nobody else does. */
  readonly leaseUntil?: Date;
}

/**
 * Takes down what is to be replayed against which decisions. Where no draft has to be made again it is done at once; otherwise the task works on
 * it. Nothing begins that may cost more than the caller named, or than the month's budget leaves.
 */
export async function startDecisionReplay(ctx: Ctx, tools: ReplayTools, order: ReplayOrder): Promise<ReplayRow> {
  const proposal = await checkProposal(ctx, order);
  const again = redrafts(proposal);
  checkNumbers(order, again ? MOST_REDRAFTED : MOST_JUDGED);
  const [id, settings] = [newId(), await readSettings(ctx)];
  const latest = await latestDecisions(ctx, order.last, again);
  const { decided, messages } = again ? await readable(ctx, latest) : { decided: latest, messages: [] };
  const estimate = again
    ? await priced(ctx, tools, { id, proposal, messages, persona: proposal.persona ?? settings.persona })
    : 0;
  await checkMoney(ctx, estimate, order.maxCostUsd);

  const items = decided.map((row, ordinal) => ({
    ...{ id: newId(), ordinal, runId: row.runId, contactId: row.contactId },
    result: again ? null : asDecided(row, settings.locale?.languages),
  }));
  const schema = schemaOf(ctx.tenant);
  const begun = await ctx.em.execute<unknown[]>(
    `with begun as (
       insert into "${schema}".decision_replay (id, status, proposal, settings_hash, change_hashes, last, max_error_rate, max_cost, estimate,
                                                is_foreground, lease_until, started_by, started_at)
       values (?, 'RUNNING', ?::jsonb, ?, ?::text[], ?, ?::float8, ?::bigint, ?::bigint, ?, ?::timestamptz, ?, ?::timestamptz)
       on conflict (status) where status = 'RUNNING' do nothing returning id
     ), items as (
       insert into "${schema}".decision_replay_item (id, replay_id, ordinal, run_id, contact_id, result)
       select i.id, begun.id, i.ordinal, i."runId", i."contactId", nullif(i.result, 'null'::jsonb)
       from begun, jsonb_to_recordset(?::jsonb) as i (id uuid, ordinal int, "runId" uuid, "contactId" uuid, result jsonb)
     )
     select id from begun`,
    [
      ...[
        id,
        JSON.stringify({ ...proposal, under: settings } satisfies KeptProposal),
        settingsHash(settingsUnder(settings, proposal)),
      ],
      ...[`{${proposal.knowledge.map(changeHash).join(',')}}`, order.last, order.maxErrorRate],
      ...[toNano(order.maxCostUsd), estimate, proposal.otherModels, order.leaseUntil ?? null],
      ...[ctx.actor.id, ctx.clock.now(), JSON.stringify(items)],
    ],
  );
  if (begun.length === 0) throw conflict('A replay is under way. Wait until it ends, or stop it with stopDecisionReplay.');
  if (!again) await finishReplay(ctx, id);
  return findReplayOrFail(ctx, id);
}

function checkNumbers({ last, maxErrorRate, maxCostUsd }: ReplayOrder, most: number): void {
  if (!Number.isInteger(last) || last < 1 || last > most)
    throw badUserInput('input.last', `How many decisions is a whole number from 1 to ${most}.`);
  if (maxErrorRate !== null && !(maxErrorRate > 0 && maxErrorRate < 1))
    throw badUserInput('input.maxErrorRate', 'The largest error rate is a number above 0 and below 1.');
  if (!(maxCostUsd >= 0 && maxCostUsd <= LARGEST_COST_USD))
    throw badUserInput('input.maxCostUsd', `maxCostUsd is a number from 0 to ${LARGEST_COST_USD}.`);
}

async function checkMoney(ctx: Ctx, estimate: number, maxCostUsd: number): Promise<void> {
  const usd = (nano: number): string => `${(Math.ceil(nano / 1e5) / 1e4).toFixed(4)} US dollars`;
  if (estimate > toNano(maxCostUsd))
    throw badUserInput(
      'input.maxCostUsd',
      `This replay may cost up to ${usd(estimate)}, and maxCostUsd is ${maxCostUsd}. Allow that much, or replay fewer decisions.`,
    );
  if (estimate === 0) return;
  const { budget, spent } = await readMonth(ctx);
  if (budget !== null && spent + estimate > budget)
    throw badUserInput(
      'input.last',
      `This replay may cost up to ${usd(estimate)}, and the month's budget leaves ${usd(Math.max(0, budget - spent))} (of ${toUsd(budget)}). Raise the budget, or replay fewer decisions.`,
    );
}

/** Those whose texts can still be read. */
async function readable(
  ctx: Ctx,
  latest: readonly DecidedRow[],
): Promise<{ decided: DecidedRow[]; messages: MessageToEstimate[] }> {
  await ctx.vault.prefetch(latest.map(({ contactId }) => contactId));
  const decided: DecidedRow[] = [];
  const messages: MessageToEstimate[] = [];
  for (let at = 0; at < latest.length; at += READ_AT_ONCE) {
    const batch = latest.slice(at, at + READ_AT_ONCE);
    const texts = await Promise.all(batch.map((row) => readDecidedTexts(ctx, row)));
    for (const [index, row] of batch.entries()) {
      const read = texts[index];
      if (!read) continue;
      decided.push(row);
      messages.push({ text: read.text, language: read.analysis.language, intent: read.analysis.intent });
    }
  }
  return { decided, messages };
}

async function priced(
  ctx: Ctx,
  { models, vectors }: ReplayTools,
  about: {
    readonly id: string;
    readonly proposal: Proposal;
    readonly messages: readonly MessageToEstimate[];
    readonly persona: string;
  },
): Promise<number> {
  const { id, proposal, messages, persona } = about;
  const longest = await ctx.em.execute<{ title: string; text: string }[]>(
    `select title, text from "${schemaOf(ctx.tenant)}".knowledge_passage order by length(text) desc limit 5`,
  );
  const drafted = wouldBeKnowledge(id, proposal.knowledge).passages;
  return estimateReplay(
    { models, embeddings: vectors.embeddings },
    {
      ...{ messages, persona, analysesAgain: proposal.otherModels },
      passages: [...longest, ...drafted].sort((a, b) => b.text.length - a.text.length),
      newPassages: drafted.map(({ title, text }) => `${title}\n${text}`),
    },
  );
}

/** Nothing is made again: what was decided is judged under other rules. */
function asDecided(row: DecidedRow, served: Served): Omit<ReplayedDecision, 'runId'> {
  const text = textAsDecided(row, served);
  return {
    countsForBound: row.countsForBound,
    before: text,
    now: text,
    costUsd: { before: row.costUsd, now: row.costUsd },
    latencyMs: { before: row.latencyMs, now: row.latencyMs },
  };
}

type Served = readonly string[] | null | undefined;

/** A person sent it as it stood; otherwise sending it unseen is an error. A language that is served no more is a person's today. */
export function textAsDecided(row: DecidedRow, served: Served): ReplayedDecision['before'] {
  const { intent, score, recipe, features, channel, language } = row;
  const heldBack = [...new Set([...row.heldBack, ...whatKeepsBack({ intent: null, language }, null, served)])];
  return {
    ...{ intent, score, heldBack, recipe },
    read: features && { features, channel, provider: recipe?.split(' ')[0] ?? null },
    verdict: score === null ? null : row.isRejected || row.edited ? 'WRONG' : 'RIGHT',
  };
}
