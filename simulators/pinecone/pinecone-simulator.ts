import type { Answer, Call } from '../harness/call.ts';
import { methodNotAllowed, parseControl } from '../harness/parse-control.ts';
import type { Random } from '../harness/seeded-random.ts';
import type { Service } from '../harness/service.ts';
import { answerControlPlane } from './answer-control-plane.ts';
import { answerDataPlane } from './answer-data-plane.ts';
import { controlError, dataError, PineconeError } from './pinecone-error.ts';
import { pineconeSettingsPatchSchema } from './pinecone-settings.ts';
import { PineconeWorld } from './pinecone-world.ts';

/** Which versions of the API this stand-in speaks: SDK 9 sends the last one (protocols.md §1). */
const VERSIONS: ReadonlySet<string> = new Set(['2025-10', '2026-01', '2026-04', '2026-07']);

/** Control plane under `/indexes`, each index's data plane under the host that describing it tells. */
export function createPinecone(origin: () => string, random: Random): Service {
  const world = new PineconeWorld(random);

  const answer = (call: Call): Answer => {
    try {
      authenticate(world, call);
      const [area, ...rest] = call.path.replace(/\/$/, '').split('/').slice(1).map(decodeURIComponent);
      if (area === 'indexes') return answerControlPlane(world, origin(), rest, call);
      const [hostId = '', ...path] = rest;
      const index = area === 'hosts' ? world.byHost(hostId) : undefined;
      if (!index) throw dataError(404, 5, 'Index not found');
      return answerDataPlane(world, index, path, call);
    } catch (error) {
      if (error instanceof PineconeError) return error.answer;
      throw error;
    }
  };

  return {
    name: 'pinecone',
    answer,
    control: {
      _settings: (call) => {
        if (call.method === 'PUT') world.settings = { ...world.settings, ...parseControl(pineconeSettingsPatchSchema, call) };
        else if (call.method !== 'GET') return methodNotAllowed;
        return { status: 200, body: world.settings };
      },
      _indexes: (call) => {
        if (call.method === 'DELETE') world.clear();
        else if (call.method !== 'GET') return methodNotAllowed;
        return { status: 200, body: world.indexes.map(contentsOf) };
      },
    },
    close: () => undefined,
  };
}

function authenticate({ settings }: PineconeWorld, call: Call): void {
  const key = String(call.headers['api-key'] ?? '');
  if (!key.startsWith('pcsk_sim_') || settings.revokedKeys.includes(key))
    throw controlError(401, 'UNAUTHENTICATED', 'Invalid API key.');
  const version = call.headers['x-pinecone-api-version'];
  if (version !== undefined && !VERSIONS.has(String(version)))
    throw controlError(400, 'INVALID_ARGUMENT', `Unknown API version ${String(version)}.`);
}

/** What stands where, past every lag: for whoever asks "is anything of that tenant left?" */
const contentsOf = ({ name, dimension, metric, namespaces }: PineconeWorld['indexes'][number]) => ({
  name,
  dimension,
  metric,
  namespaces: Object.fromEntries([...namespaces].map(([namespace, { settled }]) => [namespace, [...settled.keys()]])),
});
