import type { Answer, Call } from '../harness/call.ts';
import { methodNotAllowed, parseControl } from '../harness/parse-control.ts';
import type { Random } from '../harness/seeded-random.ts';
import type { Service } from '../harness/service.ts';
import { completeChat } from './complete-chat.ts';
import { createEmbeddings } from './create-embeddings.ts';
import { modelNotFound, OpenAiError, openAiErrorAnswer } from './openai-error.ts';
import { chatModels, describeModel, embeddingModels } from './openai-models.ts';
import { openAiSettingsPatchSchema } from './openai-settings.ts';
import { OpenAiWorld } from './openai-world.ts';

export function createOpenAi(random: Random): Service {
  const world = new OpenAiWorld(random);

  const answer = (call: Call): Answer => {
    const started = performance.now();
    let own: Answer;
    try {
      own = answerCall(world, call);
    } catch (error) {
      if (!(error instanceof OpenAiError)) throw error;
      own = openAiErrorAnswer(error);
    }
    const common = {
      'x-request-id': `req_${random.base62(32)}`,
      'openai-version': '2020-10-01',
      'openai-organization': 'org-sim',
      'openai-processing-ms': String(Math.ceil(performance.now() - started)),
    };
    return { ...own, headers: { ...common, ...(own.status === 401 ? {} : world.limitHeaders()), ...own.headers } };
  };

  return {
    name: 'openai',
    answer,
    control: {
      _settings: (call) => {
        if (call.method === 'PUT') world.change(parseControl(openAiSettingsPatchSchema, call));
        else if (call.method !== 'GET') return methodNotAllowed;
        return { status: 200, body: world.settings };
      },
      _next: (call) => world.queued.control(call),
    },
    close: () => undefined,
  };
}

const GENERATING: Readonly<Record<string, (world: OpenAiWorld, call: Call) => Answer>> = {
  '/v1/chat/completions': completeChat,
  '/v1/embeddings': createEmbeddings,
};

function answerCall(world: OpenAiWorld, call: Call): Answer {
  authenticate(world, call);
  const path = call.path.replace(/\/$/, '');
  const generate = Object.hasOwn(GENERATING, path) ? GENERATING[path] : undefined;
  if (generate) {
    if (call.method !== 'POST') throw new OpenAiError(405, `Not allowed to ${call.method} on ${path}.`);
    world.spendRequest();
    return generate(world, call);
  }
  const ids = [...Object.keys(chatModels), ...Object.keys(embeddingModels)];
  if (call.method === 'GET' && path === '/v1/models')
    return { status: 200, body: { object: 'list', data: ids.map(describeModel) } };
  const id = /^\/v1\/models\/([^/]+)$/.exec(path)?.[1];
  if (call.method === 'GET' && id !== undefined) {
    if (!ids.includes(id)) throw modelNotFound(id);
    return { status: 200, body: describeModel(id) };
  }
  throw new OpenAiError(404, `Invalid URL (${call.method} ${path})`);
}

function authenticate({ settings }: OpenAiWorld, { headers }: Call): void {
  const key = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  if (key === undefined)
    throw new OpenAiError(
      401,
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.",
    );
  if (!/^sk-sim-./.test(key) || settings.revokedKeys.includes(key))
    throw new OpenAiError(
      401,
      `Incorrect API key provided: ${key.slice(0, 3)}***. You can find your API key at https://platform.openai.com/account/api-keys.`,
      { code: 'invalid_api_key' },
    );
}
