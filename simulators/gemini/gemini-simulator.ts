import type { Answer, Call } from '../harness/call.ts';
import { methodNotAllowed, parseControl } from '../harness/parse-control.ts';
import type { Random } from '../harness/seeded-random.ts';
import type { Service } from '../harness/service.ts';
import { batchEmbedContents, embedContent } from './embed-contents.ts';
import { GeminiError, geminiErrorAnswer, keyNotValid, modelNotFound } from './gemini-error.ts';
import { describeModel, embeddingModels, generatingModels } from './gemini-models.ts';
import { geminiSettingsPatchSchema } from './gemini-settings.ts';
import { GeminiWorld } from './gemini-world.ts';
import { countContentTokens, generateContent } from './generate-content.ts';

export function createGemini(random: Random): Service {
  const world = new GeminiWorld(random);

  const answer = (call: Call): Answer => {
    const started = performance.now();
    let own: Answer;
    try {
      own = answerCall(world, call);
    } catch (error) {
      if (!(error instanceof GeminiError)) throw error;
      own = geminiErrorAnswer(error);
    }
    const timing = { 'server-timing': `gfet4t7; dur=${Math.ceil(performance.now() - started)}` };
    return { ...own, headers: { ...timing, ...own.headers } };
  };

  return {
    name: 'gemini',
    answer,
    control: {
      _settings: (call) => {
        if (call.method === 'PUT') world.change(parseControl(geminiSettingsPatchSchema, call));
        else if (call.method !== 'GET') return methodNotAllowed;
        return { status: 200, body: world.settings };
      },
      _next: (call) => world.queued.control(call),
    },
    close: () => undefined,
  };
}

function answerCall(world: GeminiWorld, call: Call): Answer {
  const [, version = '', model = '', method] = /^\/(v1|v1beta)\/models(?:\/([^/:]+)(?::(\w+))?)?$/.exec(call.path) ?? [];
  if (version === '') throw new GeminiError(404, 'The requested URL was not found on this server.');
  authenticate(world, call);
  const known = [...generatingModels, ...Object.keys(embeddingModels)];
  if (method === undefined) {
    if (call.method !== 'GET') throw new GeminiError(404, 'The requested URL was not found on this server.');
    if (model === '') return { status: 200, body: { models: known.map(describeModel) } };
    if (!known.includes(model)) throw modelNotFound(model, version, 'getModel');
    return { status: 200, body: describeModel(model) };
  }
  if (call.method !== 'POST') throw new GeminiError(404, 'The requested URL was not found on this server.');
  const embeds = method === 'embedContent' || method === 'batchEmbedContents';
  // recorded: the batch's refusal names the single method
  if (!(embeds ? model in embeddingModels : generatingModels.includes(model)))
    throw modelNotFound(model, version, embeds ? 'embedContent' : method);
  if (method === 'countTokens') return countContentTokens(call);
  world.spendRequest(model);
  if (method === 'generateContent') return generateContent(world, model, call);
  if (method === 'batchEmbedContents') return batchEmbedContents(model, call);
  if (method === 'embedContent') return embedContent(model, call);
  throw new GeminiError(501, `This stand-in does not play ${method}.`);
}

function authenticate({ settings }: GeminiWorld, { headers, query }: Call): void {
  const given = headers['x-goog-api-key'] ?? query.get('key');
  const key = Array.isArray(given) ? given[0] : given;
  if (!key)
    throw new GeminiError(
      403,
      "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
    );
  if (!/^AIza-sim-./.test(key) || settings.revokedKeys.includes(key)) throw keyNotValid();
}
