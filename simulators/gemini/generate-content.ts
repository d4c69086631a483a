import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { contentOf, type QueuedAnswer, wholeAnswer } from '../language-model/queued-answers.ts';
import { countTokens } from '../language-model/words.ts';
import { type JsonSchema, writeAnswerText } from '../language-model/write-answer-text.ts';
import { GeminiError } from './gemini-error.ts';
import type { GeminiWorld } from './gemini-world.ts';
import { contentSchema, parseRequest, textOf } from './parse-request.ts';

const jsonSchema = z.record(z.string(), z.unknown());
const generateSchema = z.strictObject({
  contents: z.array(contentSchema).min(1),
  systemInstruction: contentSchema.optional(),
  safetySettings: z.array(z.strictObject({ category: z.string(), threshold: z.string() })).optional(),
  generationConfig: z
    .strictObject({
      responseMimeType: z.enum(['text/plain', 'application/json']).optional(),
      responseSchema: jsonSchema.optional(),
      responseJsonSchema: jsonSchema.optional(),
      responseModalities: z.array(z.literal('TEXT')).optional(),
      maxOutputTokens: z.int().min(1).optional(),
      temperature: z.number().min(0).max(2).optional(),
      topP: z.number().optional(),
      topK: z.number().optional(),
      seed: z.int().optional(),
      candidateCount: z.literal(1).optional(),
      stopSequences: z.array(z.string()).max(5).optional(),
      thinkingConfig: z
        .strictObject({
          includeThoughts: z.boolean().optional(),
          thinkingBudget: z.int().optional(),
          thinkingLevel: z.enum(['MINIMAL', 'LOW', 'MEDIUM', 'HIGH', 'minimal', 'low', 'medium', 'high']).optional(),
        })
        .optional(),
    })
    .default({}),
});
type GenerateRequest = z.output<typeof generateSchema>;

/** `POST /{version}/models/{model}:generateContent`. */
export function generateContent(world: GeminiWorld, model: string, call: Call): Answer {
  const request = parseRequest(generateSchema, call);
  const { responseSchema, responseJsonSchema, responseMimeType } = request.generationConfig;
  if (responseSchema && responseJsonSchema)
    throw new GeminiError(400, 'Only one of response_schema and response_json_schema may be set.');
  if ((responseSchema || responseJsonSchema) && responseMimeType !== 'application/json')
    throw new GeminiError(400, 'Function calling or a response schema requires response_mime_type: application/json.');
  const read = [...(request.systemInstruction ? [request.systemInstruction] : []), ...request.contents].map(textOf).join('\n');
  const promptTokens = countTokens(read);
  const next = world.queued.take();
  const { blockPrompt } = world.settings;
  if (!next && blockPrompt !== null && read.includes(blockPrompt))
    return {
      status: 200,
      body: { promptFeedback: { blockReason: 'SAFETY' }, ...usageOf(promptTokens, undefined), modelVersion: model },
    };
  return wholeAnswer(next) ?? { status: 200, body: generated(world, request, model, promptTokens, next) };
}

function generated(
  world: GeminiWorld,
  request: GenerateRequest,
  model: string,
  promptTokens: number,
  next: QueuedAnswer | undefined,
): unknown {
  const { responseSchema, responseJsonSchema, maxOutputTokens } = request.generationConfig;
  const asked =
    request.contents
      .filter((content) => content.role !== 'model')
      .map(textOf)
      .at(-1) ?? '';
  const text = contentOf(next) ?? writeAnswerText(asked, (responseJsonSchema ?? responseSchema) as JsonSchema | undefined);
  const wanted = next ? next.finishReason : (world.settings.finishReason ?? undefined);
  const most = (maxOutputTokens ?? Number.POSITIVE_INFINITY) * 4;
  const room = wanted === 'MAX_TOKENS' ? Math.min(most, Math.floor(text.length / 2)) : most;
  const finishReason = text.length > room ? 'MAX_TOKENS' : (wanted ?? 'STOP');
  const said = finishReason === 'MAX_TOKENS' ? text.slice(0, room) : finishReason === 'STOP' ? text : undefined;
  return {
    candidates: [
      {
        ...(said === undefined ? {} : { content: { parts: [{ text: said }], role: 'model' } }),
        finishReason,
        index: 0,
      },
    ],
    ...usageOf(promptTokens, said === undefined ? undefined : countTokens(said)),
    modelVersion: model,
    responseId: world.random.base62(23),
  };
}

const usageOf = (promptTokens: number, candidatesTokens: number | undefined): Record<string, unknown> => ({
  usageMetadata: {
    promptTokenCount: promptTokens,
    ...(candidatesTokens === undefined ? {} : { candidatesTokenCount: candidatesTokens }),
    totalTokenCount: promptTokens + (candidatesTokens ?? 0),
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: promptTokens }],
  },
});

const countSchema = z.strictObject({ contents: z.array(contentSchema).min(1) });

/** `POST /{version}/models/{model}:countTokens`. */
export function countContentTokens(call: Call): Answer {
  const { contents } = parseRequest(countSchema, call);
  const tokens = countTokens(contents.map(textOf).join('\n'));
  return { status: 200, body: { totalTokens: tokens, promptTokensDetails: [{ modality: 'TEXT', tokenCount: tokens }] } };
}
