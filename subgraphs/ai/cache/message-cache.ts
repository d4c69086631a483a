import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Answer, ReplyAnswer } from '../connectors/model-provider.ts';
import type { MessageVector } from '../connectors/sentence-encoder/encode-message.ts';
import type { FoundPassage } from '../knowledge/fuse-passages.ts';
import { type BriefedCache, type CachedRow, type KeptReply, openReply, standsOn } from './cached-reply.ts';
import { findAlike, LEAST_LIKENESS } from './find-alike.ts';
import type { Likeness, RememberedQuestion } from './likeness.ts';
import { readFeatures } from './question-features.ts';
import { sayTheSame } from './say-the-same.ts';

export type CacheHit = 'EXACT' | 'SIMILAR';

export interface CacheUse {
  /** Under which the reply stands, or may be kept. */
  readonly key: Buffer;
  /** Null: a model was asked. */
  readonly hit: CacheHit | null;
  /** In billionths of a dollar. */
  readonly savedNano: number;
  /** How alike the question is whose reply it was, or was compared with; `agreed` is null where no model was asked beside it. */
  readonly compared: { readonly likeness: Likeness; readonly agreed: boolean | null } | null;
  readonly question: RememberedQuestion;
}

export interface AskedMessage {
  readonly text: string;
  readonly key: Buffer;
  readonly scope: Buffer;
  readonly vector: MessageVector;
  readonly encoder: string;
  readonly briefed: BriefedCache;
  /** A model is asked although a like question's reply is there: what is never compared again is not known to hold. */
  readonly isDrawn: boolean;
}

/** The reply cache as one message sees it. Nothing in it fails a reply: what cannot be read is not there. */
export class MessageCache {
  readonly asked: AskedMessage;
  readonly #ctx: Ctx;
  #use: CacheUse | null = null;

  constructor(ctx: Ctx, asked: AskedMessage) {
    this.#ctx = ctx;
    this.asked = asked;
  }

  /** What came of it; null before an answer stands, and where nothing may be kept of it. */
  get use(): CacheUse | null {
    return this.#use;
  }

  /** A reply that stands on passages found now, or what `ask` says. */
  async answer(
    passages: readonly FoundPassage[],
    ask: () => Promise<Answer<ReplyAnswer | null>>,
  ): Promise<Answer<ReplyAnswer | null>> {
    const { key, briefed, scope } = this.asked;
    const exact = briefed.exact?.scope === scope.toString('base64') ? briefed.exact : null;
    const places = exact && standsOn(exact, passages);
    // a person said that it is not the answer; asked again, the model would say it again
    if (exact && exact.reply === null && places) return ask();
    const question = await this.#question(passages);
    const kept = exact && places && (await this.#open(exact));
    if (kept) {
      this.#use = { key, hit: 'EXACT', savedNano: exact.cost, compared: null, question };
      return fromCache(kept, places);
    }
    return this.#answerAlike(question, passages, ask);
  }

  async #answerAlike(
    question: RememberedQuestion,
    passages: readonly FoundPassage[],
    ask: () => Promise<Answer<ReplyAnswer | null>>,
  ): Promise<Answer<ReplyAnswer | null>> {
    const ctx = this.#ctx;
    const { key, scope, isDrawn } = this.asked;
    const alike = await findAlike(ctx, { scope, question, passages }).catch((error: unknown) => {
      ctx.logger.warn({ err: error }, 'like questions could not be looked for');
      return null;
    });
    const kept = alike && (await this.#open(alike.row));
    const useAlike = (): Answer<ReplyAnswer> | null => {
      if (!alike || !kept || alike.threshold === null || alike.likeness.value < alike.threshold) return null;
      const compared = { likeness: alike.likeness, agreed: null };
      this.#use = { key: Buffer.from(alike.row.key, 'base64'), hit: 'SIMILAR', savedNano: alike.row.cost, compared, question };
      return fromCache(kept, alike.places);
    };
    const instead = isDrawn ? null : useAlike();
    if (instead) return instead;
    let answer: Answer<ReplyAnswer | null>;
    try {
      answer = await ask();
    } catch (error) {
      // drawn to be compared, and no model answers: the reply is as good as one that was not drawn
      const unchecked = useAlike();
      if (unchecked) return unchecked;
      throw error;
    }
    const isCompared = alike !== null && kept !== null && alike.likeness.value >= LEAST_LIKENESS;
    const said = answer.value && {
      text: answer.value.text,
      passages: answer.value.usedPassages.flatMap((at) => passages[at]?.passageId ?? []),
    };
    const agreed = isCompared && said !== null && sayTheSame({ text: kept.text, passages: alike.row.passages }, said);
    const compared = isCompared ? { likeness: alike.likeness, agreed } : null;
    this.#use = { key, hit: null, savedNano: 0, compared, question };
    return answer;
  }

  async #question(passages: readonly FoundPassage[]): Promise<RememberedQuestion> {
    const { text, vector, encoder } = this.asked;
    const titles = passages.map(({ title }) => title);
    return { features: readFeatures(text, titles), vector: await vector, encoder };
  }

  async #open(row: CachedRow): Promise<KeptReply | null> {
    try {
      return await openReply(this.#ctx, row);
    } catch (error) {
      this.#ctx.logger.error({ err: error }, 'a cached reply could not be opened');
      return null;
    }
  }
}

/** Nobody was asked and nothing is paid; who wrote it stays known, for decisions about it are decisions about them. */
const fromCache = ({ provider, model, ...reply }: KeptReply, usedPassages: readonly number[]): Answer<ReplyAnswer> => ({
  value: { ...reply, usedPassages },
  call: {
    ...{ provider, model, startedAt: new Date(), latencyMs: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 },
    ...{ attempts: 0, cached: true },
  },
});
