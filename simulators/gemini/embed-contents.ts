import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { embedText } from '../language-model/embed-text.ts';
import { GeminiError } from './gemini-error.ts';
import { embeddingModels } from './gemini-models.ts';
import { contentSchema, parseRequest, textOf } from './parse-request.ts';

const MOST_REQUESTS = 100;
/** Only the whole vector comes with length 1; a shorter one is its beginning as it is (Google's guide to embeddings). */
const SHORTENED_LENGTH = 0.7;
const TASKS = [
  'RETRIEVAL_QUERY',
  'RETRIEVAL_DOCUMENT',
  'SEMANTIC_SIMILARITY',
  'CLASSIFICATION',
  'CLUSTERING',
  'QUESTION_ANSWERING',
  'FACT_VERIFICATION',
  'CODE_RETRIEVAL_QUERY',
] as const;

const embedSchema = z.strictObject({
  model: z.string().optional(),
  content: contentSchema,
  taskType: z.enum(TASKS).optional(),
  title: z.string().optional(),
  outputDimensionality: z.int().min(1).optional(),
});
const batchSchema = z.strictObject({ requests: z.array(embedSchema).min(1) });
type EmbedRequest = z.output<typeof embedSchema>;

/** `POST /{version}/models/{model}:batchEmbedContents`: what the SDK calls even for one. */
export function batchEmbedContents(model: string, call: Call): Answer {
  const { requests } = parseRequest(batchSchema, call);
  if (requests.length > MOST_REQUESTS)
    throw new GeminiError(400, `* BatchEmbedContentsRequest.requests: at most ${MOST_REQUESTS} requests can be in one batch`);
  return { status: 200, body: { embeddings: requests.map((request) => embed(model, request, true)) } };
}

/** `POST /{version}/models/{model}:embedContent`. */
export const embedContent = (model: string, call: Call): Answer => ({
  status: 200,
  body: { embedding: embed(model, parseRequest(embedSchema, call), false) },
});

function embed(model: string, request: EmbedRequest, named: boolean): { values: number[] } {
  if ((named || request.model !== undefined) && request.model !== `models/${model}`)
    throw new GeminiError(400, '* EmbedContentRequest.model: model in the request does not match the one in the path');
  const text = textOf(request.content);
  if (text === '') throw new GeminiError(400, '* EmbedContentRequest.content: content is empty');
  if (request.title !== undefined && request.taskType !== 'RETRIEVAL_DOCUMENT')
    throw new GeminiError(400, '* EmbedContentRequest.title: only with task type RETRIEVAL_DOCUMENT');
  const whole = embeddingModels[model] ?? 0;
  const dimension = request.outputDimensionality ?? whole;
  if (dimension > whole) throw new GeminiError(400, `* EmbedContentRequest.output_dimensionality: at most ${whole}`);
  const values = embedText(text, dimension);
  return { values: dimension === whole ? values : values.map((value) => value * SHORTENED_LENGTH) };
}
