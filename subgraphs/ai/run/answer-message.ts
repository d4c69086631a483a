import { setTimeout as delay } from 'node:timers/promises';
import type { Delivery, Settle } from '#kernel/messaging/consumer.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { MessageCache } from '../cache/message-cache.ts';
import { cacheKeyOf, openCache } from '../cache/open-cache.ts';
import { knowledgeOfTenant } from '../catalogue/knowledge-of-tenant.ts';
import type { TenantCatalogues } from '../catalogue/tenant-catalogues.ts';
import { drawAudit } from '../confidence/draw-audit.ts';
import { LOCAL_PROVIDER } from '../connectors/local-model-provider.ts';
import type { ModelProvider } from '../connectors/model-provider.ts';
import { encodeMessage } from '../connectors/sentence-encoder/encode-message.ts';
import { noSentenceEncoder, type SentenceEncoder } from '../connectors/sentence-encoder/sentence-encoder.ts';
import type { PassageSearch } from '../knowledge/passage-search.ts';
import type { TenantClassifiers } from '../learning/tenant-classifiers.ts';
import type { TenantLessons } from '../learning/tenant-lessons.ts';
import { CallAccount } from '../spend/call-account.ts';
import { paidByTenant } from '../spend/tenant-payer.ts';
import { analyseOrHandOver } from './analyse-message.ts';
import type { Analysis, InboundMessage } from './analysis.ts';
import { beginRun } from './begin-run.ts';
import { isCertainSpam } from './decide-outcome.ts';
import { type DraftedReply, draftOrHandOver } from './draft-reply.ts';
import { type Briefing, readBriefing } from './read-briefing.ts';
import { resumeRun } from './resume-run.ts';
import { settleRun } from './settle-run.ts';

/**
 * The score waits this long for the reply, so that one transaction can carry both: a transaction costs about as much, and the built-in
 * provider always makes it, once it has its passages. A model that is called over the network never does, and the score is published without it.
 */
const COALESCING_WINDOW_MS = 15;

export interface AnswerTools {
  readonly models: ModelProvider;
  readonly search: PassageSearch;
  /** Without them the built-in agents know their seeds alone. */
  readonly classifiers?: TenantClassifiers;
  readonly encoder?: SentenceEncoder;
  /** Without them messages are not searched for products. */
  readonly catalogues?: TenantCatalogues;
  /** Without them what members said of words is not known. */
  readonly lessons?: TenantLessons;
}

/**
 * One pass of the agents. Idempotent: a message has one run for each text that it had. A delivery that begins again after the score was published finds the
 * run, pays for no analysis twice and publishes no score twice; once a run has left RUNNING nothing is done at all.
 *
 * A model that fails is asked again by a later delivery; once that is of no use a person gets the message, without a draft.
 */
export async function answerMessage(
  ctx: Ctx,
  message: InboundMessage,
  tools: AnswerTools,
  settle: Settle,
  delivery: Delivery,
): Promise<void> {
  const account = new CallAccount(ctx, { isOpen: true });
  try {
    await answerOnAccount(ctx, message, tools, account, settle, delivery);
  } finally {
    await account.close();
  }
}

async function answerOnAccount(
  ctx: Ctx,
  message: InboundMessage,
  tools: AnswerTools,
  account: CallAccount,
  settle: Settle,
  delivery: Delivery,
): Promise<void> {
  const startedAt = ctx.clock.now();
  const started = performance.now();
  // on its way beside the briefing, and there once for all who compare messages by what they mean
  const vector = encodeMessage(tools.encoder ?? noSentenceEncoder, message.text);
  const key = cacheKeyOf(ctx, tools.models, message);
  const briefing = await readBriefing(ctx, tools.search, message, vector, key, account);
  const resumed = briefing.runId === null ? null : await resumeRun(ctx, briefing.runId);
  if (resumed === 'done') return;

  const run = { id: briefing.runId ?? newId(), contactId: message.contactId, startedAt };
  const origin = { runId: run.id, conversationId: message.conversationId };
  const models = paidByTenant(ctx, tools.models, { origin, standing: briefing.standing, account });
  const { analysis, steps, trouble } =
    resumed ??
    (await analyseOrHandOver(models, message, delivery, {
      classifier: tools.classifiers?.of(ctx) ?? null,
      vector,
      tenant: await knowledgeOfTenant(ctx, briefing.settings, briefing.catalogueVersion, tools),
    }));
  const cache = openCache(ctx, message, analysis, {
    ...{ key, briefed: briefing.cache, persona: briefing.settings.persona, embedding: briefing.embedding, vector },
    ...{ minutes: briefing.settings.replyCacheMinutes, encoder: (tools.encoder ?? noSentenceEncoder).model },
  });
  const reply = makeReply(ctx, message, briefing, analysis, cache, models, delivery);

  let begun = resumed !== null;
  if (models.name === LOCAL_PROVIDER) await briefing.passages;
  if (!begun && !(await standsWithin(reply, COALESCING_WINDOW_MS))) {
    await beginRun(ctx, delivery, run, message, { analysis, steps, mayReply: mayReply(ctx, message, briefing, analysis) });
    begun = true;
  }
  const draft = await reply;
  const allSteps = [...steps, ...(draft?.steps ?? [])];
  const finalTrouble = draft?.trouble ?? trouble;
  const [providerDown, budgetSpent] = [finalTrouble === 'DOWN', finalTrouble === 'BUDGET'];
  if (providerDown) {
    const failure = allSteps.at(-1)?.record.error;
    ctx.logger.warn(
      { message: message.messageId, provider: models.name, failure },
      'no model answers: a person gets the message',
    );
  }
  await settleRun(ctx, settle, run, message, {
    begun,
    analysis,
    steps: allSteps,
    draft,
    providerDown,
    budgetSpent,
    briefing,
    cache,
    account,
    latencyMs: Math.round(performance.now() - started),
  });
}

/** Whether the reply that is being made may go out without a person. */
const mayReply = (ctx: Ctx, message: InboundMessage, { settings }: Briefing, { intent }: Analysis): boolean =>
  settings.autoReply &&
  intent?.intent !== 'COMPLAINT' &&
  (message.replyWindowClosesAt === null || message.replyWindowClosesAt > ctx.clock.now()) &&
  !drawAudit(ctx, message, settings.auditShare);

/** Null where no reply is sent whatever it would say: a model's work costs money. */
async function makeReply(
  ctx: Ctx,
  message: InboundMessage,
  briefing: Briefing,
  { intent, language }: Analysis,
  cache: MessageCache | null,
  models: ModelProvider,
  delivery: Delivery,
): Promise<DraftedReply | null> {
  const { personReplyWindowClosesAt: closesAt } = message;
  const windowClosed = closesAt !== null && closesAt <= ctx.clock.now();
  if (intent === null || windowClosed || isCertainSpam(intent) || briefing.latestRevision > message.revision) {
    return null;
  }
  const { text, displayName } = message;
  const { persona } = briefing.settings;
  const passages = await briefing.passages;
  return draftOrHandOver(models, { text, displayName, intent, language, persona, passages, cache }, delivery);
}

/** False also for a reply that failed: the score is published before the failure is. The caller awaits the reply itself. */
async function standsWithin(reply: Promise<unknown>, windowMs: number): Promise<boolean> {
  const window = new AbortController();
  try {
    return await Promise.race([
      reply.then(
        () => true,
        () => false,
      ),
      delay(windowMs, false, { signal: window.signal }),
    ]);
  } finally {
    window.abort();
  }
}
