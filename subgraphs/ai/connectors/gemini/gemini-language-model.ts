import { ThinkingLevel } from '@google/genai';
import { z } from 'zod';
import type { LanguageModel } from '../vendor/language-model.ts';
import { unusableAnswer, VendorFailure } from '../vendor/vendor-failure.ts';
import { type GeminiAccess, geminiClient } from './gemini-client.ts';
import { GEMINI_MODEL } from './gemini-models.ts';
import { readGeminiFailure } from './read-gemini-failure.ts';

/** Read past the SDK's `text`, which is undefined for a blocked answer and half a JSON for a long one (protocols.md §1, hazard 6). */
const generated = z.object({
  candidates: z
    .array(
      z.object({
        finishReason: z.string().optional(),
        content: z
          .object({ parts: z.array(z.object({ text: z.string().optional(), thought: z.boolean().optional() })).optional() })
          .optional(),
      }),
    )
    .optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  modelVersion: z.string().optional(),
  usageMetadata: z
    .object({
      promptTokenCount: z.number().optional(),
      cachedContentTokenCount: z.number().optional(),
      candidatesTokenCount: z.number().optional(),
      thoughtsTokenCount: z.number().optional(),
    })
    .optional(),
});

/** Ends at which the vendor, and not the model, kept something back (FinishReason of Google's reference). */
const HELD_BACK = new Set(['SAFETY', 'RECITATION', 'LANGUAGE', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII']);

export function geminiLanguageModel(access: GeminiAccess, model: string = GEMINI_MODEL): LanguageModel {
  const client = geminiClient(access);
  return {
    provider: 'gemini',
    model,
    write: async ({ rules, material, answerSchema, maxOutputTokens }, signal, timeoutMs) => {
      const answered: unknown = await client.models
        .generateContent({
          model,
          contents: [{ role: 'user', parts: [{ text: material }] }],
          config: {
            systemInstruction: rules,
            responseMimeType: 'application/json',
            responseJsonSchema: answerSchema,
            maxOutputTokens,
            thinkingConfig: { thinkingLevel: ThinkingLevel.MINIMAL },
            abortSignal: signal,
            httpOptions: { timeout: timeoutMs },
          },
        })
        .catch((error: unknown) => {
          throw readGeminiFailure(error);
        });
      return readGenerated(answered, model);
    },
  };
}

function readGenerated(
  answered: unknown,
  asked: string,
): ReturnType<LanguageModel['write']> extends Promise<infer T> ? T : never {
  const read = generated.safeParse(answered);
  if (!read.success) throw unusableAnswer('it is no generated content');
  const { candidates, promptFeedback, modelVersion, usageMetadata: counted } = read.data;
  const usage = {
    model: modelVersion ?? asked,
    inputTokens: counted?.promptTokenCount ?? 0,
    cachedTokens: counted?.cachedContentTokenCount ?? 0,
    // thoughts are billed as output
    outputTokens: (counted?.candidatesTokenCount ?? 0) + (counted?.thoughtsTokenCount ?? 0),
  };
  if (promptFeedback?.blockReason) throw new VendorFailure('Gemini held the text back', { kind: 'FILTERED' }, usage);
  const [candidate] = candidates ?? [];
  const end = candidate?.finishReason ?? '';
  if (HELD_BACK.has(end)) throw new VendorFailure('Gemini held its answer back', { kind: 'FILTERED' }, usage);
  if (end === 'MAX_TOKENS') throw new VendorFailure('the answer was cut at its longest', { kind: 'TRUNCATED' }, usage);
  const text = (candidate?.content?.parts ?? []).flatMap((part) => (part.thought ? [] : (part.text ?? []))).join('');
  if (end !== 'STOP' || text === '') throw unusableAnswer('it is empty', usage);
  return { text, usage };
}
