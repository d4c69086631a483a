import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { embedText } from '../language-model/embed-text.ts';
import { countTokens } from '../language-model/words.ts';
import { parseRequest } from './chat-request.ts';
import { modelNotFound, OpenAiError } from './openai-error.ts';
import { embeddingModels } from './openai-models.ts';
import type { OpenAiWorld } from './openai-world.ts';

const MOST_INPUTS = 2_048;
const MOST_TOKENS_EACH = 8_192;
const MOST_TOKENS_IN_ALL = 300_000;

const embeddingsSchema = z.strictObject({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string())]),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  dimensions: z.int().min(1).optional(),
  user: z.string().optional(),
});

/** `POST /v1/embeddings`, with the limits of OpenAI's reference. */
export function createEmbeddings(world: OpenAiWorld, call: Call): Answer {
  const request = parseRequest(embeddingsSchema, call);
  const own = embeddingModels[request.model];
  if (own === undefined) throw modelNotFound(request.model);
  const dimension = request.dimensions ?? own;
  if (dimension > own)
    throw new OpenAiError(400, `Invalid value for 'dimensions' = ${dimension}. Must be less than or equal to ${own}.`, {
      param: 'dimensions',
    });
  const inputs = typeof request.input === 'string' ? [request.input] : request.input;
  const invalid = (message: string): OpenAiError => new OpenAiError(400, message, { param: 'input' });
  if (inputs.length === 0 || inputs.some((text) => text === ''))
    throw invalid("'$.input' is invalid. Please check the API reference.");
  if (inputs.length > MOST_INPUTS) throw invalid(`'input' must have at most ${MOST_INPUTS} items.`);
  const tokens = inputs.map(countTokens);
  if (tokens.some((count) => count > MOST_TOKENS_EACH))
    throw invalid(`This model's maximum context length is ${MOST_TOKENS_EACH} tokens.`);
  const total = tokens.reduce((sum, count) => sum + count, 0);
  if (total > MOST_TOKENS_IN_ALL) throw invalid(`Requested ${total} tokens, max ${MOST_TOKENS_IN_ALL} tokens per request`);
  world.spendTokens(total);

  const encode = request.encoding_format === 'base64' ? toBase64 : (values: number[]): unknown => values;
  const data = inputs.map((text, index) => ({ object: 'embedding', index, embedding: encode(embedText(text, dimension)) }));
  const usage = { prompt_tokens: total, total_tokens: total };
  return { status: 200, body: { object: 'list', data, model: request.model, usage } };
}

/** Single precision, little-endian (recorded). */
const toBase64 = (values: number[]): string => {
  const floats = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => {
    floats.setFloat32(index * 4, value, true);
  });
  return Buffer.from(floats.buffer).toString('base64');
};
