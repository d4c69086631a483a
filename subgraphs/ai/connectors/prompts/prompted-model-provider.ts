import type { z } from 'zod';
import type { Answer, ModelProvider } from '../model-provider.ts';
import { callVendor } from '../vendor/call-vendor.ts';
import type { LanguageModel, Prompt } from '../vendor/language-model.ts';
import { analysisAnswer, analysisPrompt, readIntent } from './analysis-answer.ts';
import { placeFacts } from './place-facts.ts';
import { readAnswer } from './read-answer.ts';
import { readReply, replyAnswer, replyPrompt } from './reply-answer.ts';

/** A score is waited for by the whole pipeline, a reply by one customer. */
const DEFAULT_TIMEOUTS = { analyseMs: 20_000, replyMs: 30_000 };

/** The agents' work as two prompts, whoever's model answers them. */
export function promptedModelProvider(model: LanguageModel, timeouts: Partial<typeof DEFAULT_TIMEOUTS> = {}): ModelProvider {
  const { analyseMs, replyMs } = { ...DEFAULT_TIMEOUTS, ...timeouts };
  const ask = <T>(prompt: Prompt, answer: z.ZodType<T>, timeoutMs: number, caller: AbortSignal): Promise<Answer<T>> =>
    callVendor({
      provider: model.provider,
      model: model.model,
      timeoutMs,
      signal: caller,
      ask: async (signal) => {
        const { text, usage } = await model.write(prompt, signal, timeoutMs);
        return { value: readAnswer(answer, text, usage), usage };
      },
    });

  return {
    name: model.provider,
    analyse: async (request, signal) => {
      const { value, call } = await ask(analysisPrompt(request), analysisAnswer, analyseMs, signal);
      return {
        intent: { value: readIntent(value), call },
        // one call found both: it is paid for once, with the intent
        entities: { value: placeFacts(request, value.facts), call: { ...call, inputTokens: 0, outputTokens: 0, costUsd: 0 } },
      };
    },
    writeReply: async (request, signal) => {
      const { value, call } = await ask(replyPrompt(request), replyAnswer, replyMs, signal);
      return { value: readReply(value, request), call };
    },
  };
}
