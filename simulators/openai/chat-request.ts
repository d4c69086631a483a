import { z } from 'zod';
import type { Call } from '../harness/call.ts';
import { checkStrictSchema } from './check-strict-schema.ts';
import { OpenAiError } from './openai-error.ts';

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const messageSchema = z.strictObject({
  role: z.enum(['developer', 'system', 'user', 'assistant']),
  content: z.union([z.string(), z.array(textPart).min(1)]),
  name: z.string().optional(),
});
const formatSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
      description: z.string().optional(),
      strict: z.boolean().nullish(),
      schema: z.record(z.string(), z.unknown()),
    }),
  }),
]);
const chatSchema = z.strictObject({
  model: z.string(),
  messages: z.array(messageSchema).min(1),
  response_format: formatSchema.optional(),
  max_completion_tokens: z.int().min(1).nullish(),
  max_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  seed: z.int().nullish(),
  n: z.literal(1).nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  stream: z.literal(false).nullish(),
  store: z.boolean().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  user: z.string().optional(),
  safety_identifier: z.string().optional(),
  prompt_cache_key: z.string().optional(),
  service_tier: z.enum(['auto', 'default', 'flex', 'priority']).nullish(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).nullish(),
  verbosity: z.enum(['low', 'medium', 'high']).nullish(),
});
export type ChatRequest = z.output<typeof chatSchema>;

/** Throws what OpenAI answers to a request that does not fit; what it would take and this stand-in does not play says so. */
export function readChatRequest(call: Call): ChatRequest {
  const request = parseRequest(chatSchema, call);
  const thinks = request.model.startsWith('gpt-5');
  if (thinks && request.max_tokens != null)
    throw unsupported('max_tokens', "is not supported with this model. Use 'max_completion_tokens' instead.");
  if (!thinks && request.reasoning_effort != null) throw unsupported('reasoning_effort', 'is not supported with this model.');
  const format = request.response_format;
  if (format?.type === 'json_schema' && format.json_schema.strict)
    checkStrictSchema(format.json_schema.name, format.json_schema.schema);
  return request;
}

const unsupported = (name: string, why: string): OpenAiError =>
  new OpenAiError(400, `Unsupported parameter: '${name}' ${why}`, { param: name, code: 'unsupported_parameter' });

const NOT_PLAYED = new Set(['tools', 'tool_choice', 'stream', 'n', 'logprobs', 'modalities', 'audio', 'functions', 'prediction']);

export function parseRequest<Schema extends z.ZodType>(schema: Schema, call: Call): z.output<Schema> {
  if (call.body.kind !== 'json')
    throw new OpenAiError(400, 'We could not parse the JSON body of your request.', { type: 'invalid_request_error' });
  const parsed = schema.safeParse(call.body.value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].map(String);
  const param = path.join('.');
  if (NOT_PLAYED.has(path[0] ?? ''))
    throw new OpenAiError(501, `This stand-in does not play '${param}'.`, { type: 'not_played', param });
  if (unknown !== undefined) throw new OpenAiError(400, `Unknown parameter: '${param}'.`, { param, code: 'unknown_parameter' });
  throw new OpenAiError(400, `Invalid value for '${param}': ${issue?.message ?? ''}.`, { param, code: 'invalid_value' });
}
