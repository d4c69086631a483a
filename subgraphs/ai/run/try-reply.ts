import { PermanentError, TransientError } from '#kernel/errors/delivery-error.ts';
import { badUserInput, upstreamUnavailable } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { ModelFailure } from '../connectors/model-failure.ts';
import type { ModelProvider } from '../connectors/model-provider.ts';
import { BudgetSpent } from '../connectors/payer.ts';
import { encodeMessage } from '../connectors/sentence-encoder/encode-message.ts';
import { noSentenceEncoder, type SentenceEncoder } from '../connectors/sentence-encoder/sentence-encoder.ts';
import type { PassageSearch } from '../knowledge/passage-search.ts';
import { searchKnowledge } from '../knowledge/search-knowledge.ts';
import { readSettings } from '../settings/read-settings.ts';
import { paidByTenant } from '../spend/tenant-payer.ts';
import { analyseMessage } from './analyse-message.ts';
import { type DraftedReply, draftReply } from './draft-reply.ts';
import { PASSAGES_READ } from './read-briefing.ts';

const LONGEST_QUESTION = 2_000;

export interface TryTools {
  readonly models: ModelProvider;
  readonly search: PassageSearch;
  readonly encoder?: SentenceEncoder;
}

/** What would be answered to a first message with this text. Nothing is stored, counted or sent. */
export async function tryReply(ctx: Ctx, text: string, tools: TryTools, signal: AbortSignal): Promise<DraftedReply> {
  if (!text.trim()) throw badUserInput('text', 'text must not be empty.');
  if (text.length > LONGEST_QUESTION) throw badUserInput('text', `text must be ${LONGEST_QUESTION} characters at most.`);
  const { search, encoder = noSentenceEncoder } = tools;
  const vector = encodeMessage(encoder, text);
  const models = paidByTenant(ctx, tools.models);
  const [settings, passages, { analysis }] = await Promise.all([
    readSettings(ctx),
    searchKnowledge(ctx, search, text, PASSAGES_READ),
    analyseMessage(models, { text, sentAt: ctx.clock.now(), revision: 1 }, signal, { vector }).catch(tellWhy),
  ]);
  const { intent, language } = analysis;
  if (!intent) throw new Error('a text that is not empty has an intent');
  const about = { text, language, intent, displayName: null, persona: settings.persona, passages };
  return draftReply(models, about, signal).catch(tellWhy);
}

/** Here nobody tries again by themselves: whoever asked is told. */
function tellWhy(failure: unknown): never {
  if (failure instanceof ModelFailure && failure.isAboutTheText)
    throw upstreamUnavailable('The model did not answer this text. Ask in other words.', { cause: failure });
  if (failure instanceof BudgetSpent)
    throw upstreamUnavailable("The month's budget for models is spent. Raise it in the settings, or wait for the next month.", {
      cause: failure,
    });
  if (failure instanceof TransientError || failure instanceof PermanentError)
    throw upstreamUnavailable('No model answers at the moment. Try again later.', { cause: failure });
  throw failure;
}
