import type { z } from 'zod';
import type { Answer, ModelProvider } from '../model-provider.ts';
import { shippedModels } from '../models-file.ts';
import type { Payer } from '../payer.ts';
import { callVendor, type Payment } from '../vendor/call-vendor.ts';
import type { LanguageModel, Prompt } from '../vendor/language-model.ts';
import { type Price, tokensAtMost } from '../vendor/model-prices.ts';
import { analysisAnswer, analysisPrompt, readIntent } from './analysis-answer.ts';
import { placeFacts } from './place-facts.ts';
import { readAnswer } from './read-answer.ts';
import { readReply, replyAnswer, replyPrompt } from './reply-answer.ts';

/** A customer waits: who takes this long is passed over for the next vendor. */
const DEFAULT_TIMEOUTS = { analyseMs: 8_000, replyMs: 15_000 };

export interface PromptedOptions extends Partial<typeof DEFAULT_TIMEOUTS> {
  readonly price?: Price;
  /** No cheaper model would be asked instead. */
  readonly isCheapest?: boolean;
  readonly payer?: Payer | null;
}

/** The agents' work as two prompts, whoever's model answers them. */
export function promptedModelProvider(model: LanguageModel, options: PromptedOptions = {}): ModelProvider {
  const { analyseMs, replyMs } = { ...DEFAULT_TIMEOUTS, ...options };
  const { price = shippedModels().priceOf(model.model), isCheapest = false, payer = null } = options;
  const ask = <T>(
    prompt: Prompt,
    answer: z.ZodType<T>,
    timeoutMs: number,
    caller: AbortSignal,
    { work, intent }: Pick<Payment, 'work' | 'intent'>,
  ): Promise<Answer<T>> =>
    callVendor({
      provider: model.provider,
      model: model.model,
      timeoutMs,
      signal: caller,
      payment: { payer, price, work, intent, isCheapest, atMost: atMost(prompt) },
      ask: async (signal) => {
        const { text, usage } = await model.write(prompt, signal, timeoutMs);
        return { value: readAnswer(answer, text, usage), usage };
      },
    });

  return {
    name: model.provider,
    paidBy: (by) => promptedModelProvider(model, { ...options, payer: by }),
    analyse: async (request, signal) => {
      const work = { work: 'INTENT_CLASSIFIER', intent: null } as const;
      const { value, call } = await ask(analysisPrompt(request), analysisAnswer, analyseMs, signal, work);
      return {
        intent: { value: readIntent(value), call },
        // one call found both: it is paid for once, with the intent
        entities: { value: placeFacts(request, value.facts), call: { ...call, inputTokens: 0, outputTokens: 0, costUsd: 0 } },
      };
    },
    writeReply: async (request, signal) => {
      const work = { work: 'REPLY_GENERATOR', intent: request.intent } as const;
      const { value, call } = await ask(replyPrompt(request), replyAnswer, replyMs, signal, work);
      return { value: readReply(value, request), call };
    },
  };
}

/** The schema of the answer is read by the model too, and billed. */
const atMost = ({ rules, material, answerName, answerSchema, maxOutputTokens }: Prompt): Payment['atMost'] => ({
  input: tokensAtMost([rules, material, answerName, JSON.stringify(answerSchema)]),
  output: maxOutputTokens,
});
