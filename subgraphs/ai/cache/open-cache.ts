import type { Ctx } from '#kernel/tenancy/context.ts';
import type { ModelProvider } from '../connectors/model-provider.ts';
import type { MessageVector } from '../connectors/sentence-encoder/encode-message.ts';
import type { Analysis, InboundMessage } from '../run/analysis.ts';
import type { BriefedCache } from './cached-reply.ts';
import { isPersonalQuestion } from './is-personal-question.ts';
import { MessageCache } from './message-cache.ts';
import { questionKey, scopeOf } from './question-key.ts';

/** Of the messages that a like question's reply would answer. */
const DRAWN_SHARE = 0.05;

/** Under which key the briefing looks; null where the message is none for the cache, as far as that can be told before it is analysed. */
export const cacheKeyOf = (ctx: Ctx, models: ModelProvider, message: Pick<InboundMessage, 'text' | 'revision'>): Buffer | null =>
  // what the built-in agents write costs nothing, and later messages hang on earlier ones
  models.paidBy === undefined || message.revision !== 1 ? null : questionKey(ctx, message.text);

/** The cache for a message whose reply may be anybody's; null where it may not. */
export function openCache(
  ctx: Ctx,
  message: Pick<InboundMessage, 'messageId' | 'revision' | 'text'>,
  { intent, language, entities }: Pick<Analysis, 'intent' | 'language' | 'entities'>,
  about: {
    readonly key: Buffer | null;
    readonly briefed: BriefedCache | null;
    readonly persona: string;
    readonly embedding: string;
    readonly minutes: number;
    readonly vector: MessageVector;
    readonly encoder: string;
  },
): MessageCache | null {
  const { key, briefed, persona, embedding, vector, encoder } = about;
  if (key === null || briefed === null || about.minutes <= 0 || intent === null) return null;
  if (intent.intent === 'COMPLAINT' || intent.intent === 'SPAM' || intent.intent === 'PRAISE') return null;
  if (isPersonalQuestion(message.text, language, entities)) return null;
  return new MessageCache(ctx, {
    ...{ text: message.text, key, briefed, vector, encoder },
    scope: scopeOf(ctx, { persona, language, embedding }),
    isDrawn: isDrawnToCompare(ctx, message),
  });
}

/** The same for every delivery of a message, and nobody outside can tell. */
export const isDrawnToCompare = (ctx: Ctx, message: Pick<InboundMessage, 'messageId' | 'revision'>): boolean =>
  ctx.vault.lookupHash('reply-comparison-draw', `${message.messageId}:${message.revision}`).readUInt32BE(0) / 2 ** 32 <
  DRAWN_SHARE;
