import type { Answer, Call } from '../harness/call.ts';
import { contentOf, wholeAnswer } from '../language-model/queued-answers.ts';
import { countTokens } from '../language-model/words.ts';
import { type JsonSchema, writeAnswerText } from '../language-model/write-answer-text.ts';
import { type ChatRequest, readChatRequest } from './chat-request.ts';
import { modelNotFound, OpenAiError } from './openai-error.ts';
import { chatModels } from './openai-models.ts';
import type { OpenAiWorld } from './openai-world.ts';

/** `POST /v1/chat/completions`. */
export function completeChat(world: OpenAiWorld, call: Call): Answer {
  const request = readChatRequest(call);
  const release = chatModels[request.model] ?? Object.values(chatModels).find((each) => each === request.model);
  if (!release) throw modelNotFound(request.model);
  const read = request.messages.map(textOf).join('\n');
  const promptTokens = countTokens(read) + 4 * request.messages.length;
  if (promptTokens > world.settings.contextTokens)
    throw new OpenAiError(400, `This model's maximum context length is ${world.settings.contextTokens} tokens.`, {
      param: 'messages',
      code: 'context_length_exceeded',
    });
  world.spendTokens(promptTokens);
  const next = world.queued.take();
  return wholeAnswer(next) ?? { status: 200, body: completion(world, request, release, promptTokens, next) };
}

function completion(
  world: OpenAiWorld,
  request: ChatRequest,
  release: string,
  promptTokens: number,
  next: ReturnType<OpenAiWorld['queued']['take']>,
): unknown {
  const said = decide(world, request, next);
  const completionTokens = countTokens(said.content ?? said.refusal ?? '');
  return {
    id: `chatcmpl-${world.random.base62(29)}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1_000),
    model: release,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: said.content, refusal: said.refusal, annotations: [] },
        logprobs: null,
        finish_reason: said.finishReason,
      },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
      completion_tokens_details: {
        reasoning_tokens: 0,
        audio_tokens: 0,
        accepted_prediction_tokens: 0,
        rejected_prediction_tokens: 0,
      },
    },
    service_tier: 'default',
    system_fingerprint: 'fp_simulated',
  };
}

function decide(
  { settings }: OpenAiWorld,
  request: ChatRequest,
  next: ReturnType<OpenAiWorld['queued']['take']>,
): { content: string | null; refusal: string | null; finishReason: string } {
  const last = request.messages.filter((message) => message.role === 'user').map(textOf);
  const asked = last.at(-1) ?? '';
  const holds = (part: string | null): boolean => part !== null && asked.includes(part);
  if (next?.refusal !== undefined) return { content: null, refusal: next.refusal, finishReason: 'stop' };
  if (!next && holds(settings.refuse))
    return { content: null, refusal: "I'm sorry, I can't assist with that.", finishReason: 'stop' };
  if (!next && holds(settings.filter)) return { content: '', refusal: null, finishReason: 'content_filter' };
  const format = request.response_format;
  const schema = format?.type === 'json_schema' ? (format.json_schema.schema as JsonSchema) : undefined;
  const text = contentOf(next) ?? writeAnswerText(asked, schema);
  const most = (request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY) * 4;
  const room = settings.truncate ? Math.min(most, Math.floor(text.length / 2)) : most;
  if (text.length > room) return { content: text.slice(0, room), refusal: null, finishReason: 'length' };
  return { content: text, refusal: null, finishReason: next?.finishReason ?? 'stop' };
}

const textOf = ({ content }: ChatRequest['messages'][number]): string =>
  typeof content === 'string' ? content : content.map((part) => part.text).join('\n');
