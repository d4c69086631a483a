import { z } from 'zod';
import type { LanguageModel } from '../vendor/language-model.ts';
import { type Usage, unusableAnswer, VendorFailure } from '../vendor/vendor-failure.ts';
import { type OpenAiAccess, openAiClient } from './openai-client.ts';
import { OPENAI_MODEL } from './openai-models.ts';
import { readOpenAiFailure } from './read-openai-failure.ts';

/** What is read of a chat completion (recorded). The SDK checks nothing: a page of HTML under a 200 comes through as a string. */
const completion = z.object({
  model: z.string(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({
    prompt_tokens: z.number(),
    completion_tokens: z.number(),
    prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
  }),
});

export function openAiLanguageModel(access: OpenAiAccess, model: string = OPENAI_MODEL): LanguageModel {
  const client = openAiClient(access);
  return {
    provider: 'openai',
    model,
    write: async ({ rules, material, answerName, answerSchema, maxOutputTokens }, signal, timeoutMs) => {
      let answered: unknown;
      try {
        answered = await client.chat.completions.create(
          {
            model,
            messages: [
              { role: 'developer', content: rules },
              { role: 'user', content: material },
            ],
            response_format: {
              type: 'json_schema',
              json_schema: { name: answerName, strict: true, schema: { ...answerSchema } },
            },
            max_completion_tokens: maxOutputTokens,
            // the answers are short and their rules plain: thinking first would triple time and price
            reasoning_effort: 'none',
            // nothing of a customer is kept there for longer than the vendor must
            store: false,
          },
          { signal, timeout: timeoutMs },
        );
      } catch (error) {
        throw readOpenAiFailure(error);
      }
      return readCompletion(answered);
    },
  };
}

function readCompletion(answered: unknown): { text: string; usage: Usage } {
  const read = completion.safeParse(answered);
  const choice = read.data?.choices[0];
  if (!read.success || !choice) throw unusableAnswer('it is no chat completion');
  const { model, usage: counted } = read.data;
  const usage = {
    model,
    inputTokens: counted.prompt_tokens,
    cachedTokens: counted.prompt_tokens_details?.cached_tokens ?? 0,
    outputTokens: counted.completion_tokens,
  };
  const { finish_reason: end, message } = choice;
  if (message.refusal) throw new VendorFailure('the model declined to answer', { kind: 'REFUSED' }, usage);
  if (end === 'length') throw new VendorFailure('the answer was cut at its longest', { kind: 'TRUNCATED' }, usage);
  if (end === 'content_filter') throw new VendorFailure('OpenAI’s filter held the answer back', { kind: 'FILTERED' }, usage);
  if (end !== 'stop' || !message.content) throw unusableAnswer('it is empty', usage);
  return { text: message.content, usage };
}
