import { badUserInput, conflict } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { ModelProvider } from '../connectors/model-provider.ts';
import type { PassageSearch } from '../knowledge/passage-search.ts';
import { searchKnowledge } from '../knowledge/search-knowledge.ts';
import { costOf } from '../run/begin-run.ts';
import { type DraftedReply, draftReply } from '../run/draft-reply.ts';
import { publishRunChanged } from '../run/publish-run-changed.ts';
import { PASSAGES_READ } from '../run/read-briefing.ts';
import { readAnalysis, readDraftText, readStepTexts, sealFor } from '../run/read-sealed.ts';
import { Run } from '../run/run.entity.ts';
import { AgentName } from '../run/run-enums.ts';
import { failedStepsOf, type Step } from '../run/run-step.ts';
import { tellWhy } from '../run/tell-why.ts';
import { readSettings } from '../settings/read-settings.ts';
import { paidByTenant } from '../spend/tenant-payer.ts';
import { lockReview, whyNotMine, whyNotOpen } from './lock-review.ts';
import { publishReviewChanged } from './publish-review-changed.ts';
import type { Review } from './review.entity.ts';
import { ReviewChange } from './review-change.ts';
import type { DecideReviewOutcome } from './review-result.type.ts';
import { CLAIM_LEASE_MS } from './take-claim.ts';

const LONGEST_GUIDANCE = 1_000;
/** Who waits at the screen gives up sooner than a customer's message does. */
const LONGEST_MS = 45_000;
const NOTHING_ELSE =
  'Nothing in the knowledge answers the message otherwise: the draft stays. Say what the reply is to speak of, or write it yourself.';

export interface RedraftTools {
  readonly models: ModelProvider;
  readonly search: PassageSearch;
}

/**
 * Another draft for who holds the review, who keeps it. The model is asked between two transactions, so the second looks again whether the
 * review is still theirs; what the model cost stands in the run in any case. Of two calls at once the first draft that is there stands.
 */
export async function regenerateDraft(
  ctx: Pick<GraphContext, 'transaction'> & Ctx,
  asked: { readonly id: string; readonly token: number; readonly guidance: string | null },
  tools: RedraftTools,
): Promise<DecideReviewOutcome> {
  const guidance = asked.guidance?.trim() || null;
  if (guidance !== null && guidance.length > LONGEST_GUIDANCE)
    throw badUserInput('guidance', `guidance must be ${LONGEST_GUIDANCE} characters at most.`);
  const begun = await ctx.transaction(async (tx) => {
    const review = await lockReview(tx, asked.id);
    const refused = (await whyNotOpen(tx, review)) ?? whyNotMine(tx, review, asked.token);
    // nobody takes it away while its holder waits
    if (!refused) review.claimExpiresAt = new Date(tx.clock.now().getTime() + CLAIM_LEASE_MS);
    return refused ?? { id: review.id, runId: review.runId, redrafts: review.redrafts };
  });
  if (!('redrafts' in begun)) return begun;

  const run = await ctx.em.findOneOrFail(Run, { id: begun.runId }, { disableIdentityMap: true });
  const written = await writeAnother(ctx, run, guidance, tools).catch(async (error: unknown) => {
    const steps = failedStepsOf(AgentName.REPLY_GENERATOR, guidance ?? '', error);
    if (steps.length > 0) await ctx.transaction(async (tx) => addSteps(tx, await lockReview(tx, begun.id), steps));
    return tellWhy(error);
  });

  const outcome = await ctx.transaction(async (tx) => {
    const review = await lockReview(tx, begun.id);
    const draftedFor = await addSteps(tx, review, written.steps);
    const refused = (await whyNotOpen(tx, review)) ?? whyNotMine(tx, review, asked.token);
    if (refused) return refused;
    if (review.redrafts !== begun.redrafts) return review;
    return written.text === null ? null : replaceDraft(tx, review, draftedFor, written);
  });
  if (outcome === null) throw badUserInput('guidance', NOTHING_ELSE);
  return outcome;
}

async function writeAnother(
  ctx: Ctx,
  run: Run,
  guidance: string | null,
  { models, search }: RedraftTools,
): Promise<DraftedReply> {
  const [analysis, texts, draft] = await Promise.all([readAnalysis(ctx, run), readStepTexts(ctx, run), readDraftText(ctx, run)]);
  const text = texts?.[run.steps.findIndex(({ agent }) => agent === AgentName.INTENT_CLASSIFIER)]?.input ?? '';
  if (!analysis?.intent || !text.trim())
    throw conflict('There are no words of the customer to answer: write the reply yourself.');
  const find = (question: string) => searchKnowledge(ctx, search, question, PASSAGES_READ);
  // asked for apart: a long message would drown the few words of the guidance
  const [{ persona }, wanted, own] = await Promise.all([readSettings(ctx), guidance === null ? [] : find(guidance), find(text)]);
  const passages = [...new Map([...wanted, ...own].map((passage) => [passage.passageId, passage])).values()];
  const quoted = new Set(run.sources.map(({ passageId }) => passageId));
  const usedPassages = passages.flatMap(({ passageId }, index) => (quoted.has(passageId) ? [index] : []));
  const { intent, language } = analysis;
  return draftReply(
    paidByTenant(ctx, models, { origin: { runId: run.id, conversationId: run.conversationId } }),
    { text, language, intent, displayName: null, persona, passages, again: { guidance, reply: draft, usedPassages } },
    AbortSignal.timeout(LONGEST_MS),
  );
}

/** Under the review's lock, which everybody who writes the run of a waiting review holds. */
async function addSteps(tx: Tx, review: Review, steps: readonly Step[]): Promise<Run> {
  const run = await tx.em.findOneOrFail(Run, { id: review.runId }, { refresh: true });
  const texts = await readStepTexts(tx, run);
  // emptied meanwhile: what was read and written of it is not kept either
  if (texts !== null)
    run.stepTexts = await sealFor(tx, run, 'step_texts', JSON.stringify([...texts, ...steps.map(({ text }) => text)]));
  run.steps = [...run.steps, ...steps.map(({ record }) => record)];
  run.costUsd += costOf(steps);
  return run;
}

/**
 * The run keeps what it knew of its own draft (score, recipe, features): the decision is learned from as one on that draft, which was not
 * sent as it stood.
 */
async function replaceDraft(tx: Tx, review: Review, run: Run, { text, sources, confidence }: DraftedReply): Promise<Review> {
  run.draftText = text === null ? null : await sealFor(tx, run, 'draft_text', text);
  run.sources = [...sources];
  review.confidence = confidence;
  review.redrafts += 1;
  publishReviewChanged(tx, review, ReviewChange.REDRAFTED);
  publishRunChanged(tx, run);
  return review;
}
