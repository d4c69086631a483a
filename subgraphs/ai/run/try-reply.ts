import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { knowledgeAtHand } from '../catalogue/knowledge-at-hand.ts';
import type { TenantCatalogues } from '../catalogue/tenant-catalogues.ts';
import { ConfidenceGate } from '../confidence/confidence-gate.entity.ts';
import type { ModelProvider } from '../connectors/model-provider.ts';
import { encodeMessage } from '../connectors/sentence-encoder/encode-message.ts';
import { noSentenceEncoder, type SentenceEncoder } from '../connectors/sentence-encoder/sentence-encoder.ts';
import type { PassageSearch } from '../knowledge/passage-search.ts';
import { searchKnowledge } from '../knowledge/search-knowledge.ts';
import type { TenantClassifiers } from '../learning/tenant-classifiers.ts';
import type { TenantLessons } from '../learning/tenant-lessons.ts';
import { readSettings } from '../settings/read-settings.ts';
import { paidByTenant } from '../spend/tenant-payer.ts';
import { analyseMessage } from './analyse-message.ts';
import type { Analysis } from './analysis.ts';
import { isCertainSpam, type Outcome } from './decide-outcome.ts';
import { type DraftedReply, draftReply } from './draft-reply.ts';
import { type JudgedReply, judgeReply } from './judge-reply.ts';
import { PASSAGES_READ } from './read-briefing.ts';
import { tellWhy } from './tell-why.ts';

const LONGEST_QUESTION = 2_000;

export interface TryTools {
  readonly models: ModelProvider;
  readonly search: PassageSearch;
  readonly encoder?: SentenceEncoder;
  readonly classifiers?: TenantClassifiers;
  readonly catalogues?: TenantCatalogues;
  readonly lessons?: TenantLessons;
}

export interface TriedReply extends Pick<JudgedReply, 'heldBack' | 'record'> {
  /** Null for what nobody answers. */
  readonly draft: DraftedReply | null;
  readonly analysis: Analysis;
  readonly outcome: Outcome;
}

/** What would be answered to a first message with this text, and whether it would go out by itself. Nothing is stored, counted or sent. */
export async function tryReply(ctx: Ctx, text: string, tools: TryTools, signal: AbortSignal): Promise<TriedReply> {
  if (!text.trim()) throw badUserInput('text', 'text must not be empty.');
  if (text.length > LONGEST_QUESTION) throw badUserInput('text', `text must be ${LONGEST_QUESTION} characters at most.`);
  const { search, encoder = noSentenceEncoder } = tools;
  const vector = encodeMessage(encoder, text);
  const models = paidByTenant(ctx, tools.models);
  const settings = await readSettings(ctx);
  const gates = (await ctx.em.findOne(ConfidenceGate, { id: 1 }))?.gates ?? {};
  const known = { vector, classifier: tools.classifiers?.of(ctx) ?? null, tenant: await knowledgeAtHand(ctx, settings, tools) };
  const [passages, { analysis }] = await Promise.all([
    searchKnowledge(ctx, search, text, PASSAGES_READ),
    analyseMessage(models, { text, sentAt: ctx.clock.now(), revision: 1 }, signal, known).catch(tellWhy),
  ]);
  const { intent, language } = analysis;
  if (!intent) throw new Error('a text that is not empty has an intent');
  const about = { text, language, intent, displayName: null, persona: settings.persona, passages };
  const draft = isCertainSpam(intent) ? null : await draftReply(models, about, signal).catch(tellWhy);
  const { record, heldBack, decide } = judgeReply({
    ...{ settings, gates, embedding: search.spaceParameters[0], channel: null, analysis, draft },
    ...{ audited: false, windowOpen: true, personWindowOpen: true, providerDown: false },
  });
  return { draft, analysis, outcome: decide(false), record, heldBack };
}
