import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { controlError } from './pinecone-error.ts';
import type { PineconeWorld, SimulatedIndex } from './pinecone-world.ts';

/** The body of API version 2026-07 as SDK 9 sends it (protocols.md §1); the older one with `spec` is refused. */
const createSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,43}[a-z0-9])?$/, 'Name must consist of lower case alphanumeric characters or "-"'),
  deployment: z.strictObject({
    deployment_type: z.literal('managed'),
    cloud: z.enum(['aws', 'gcp', 'azure']),
    region: z.string().min(1),
  }),
  schema: z.strictObject({
    fields: z.record(
      z.string(),
      z.strictObject({
        type: z.literal('dense_vector'),
        dimension: z.int().min(1).max(20_000),
        metric: z.enum(['cosine', 'dotproduct', 'euclidean']),
      }),
    ),
  }),
  deletion_protection: z.enum(['enabled', 'disabled']).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  read_capacity: z.unknown().optional(),
});

/** `/indexes` and `/indexes/{name}`. */
export function answerControlPlane(world: PineconeWorld, origin: string, [name, ...beyond]: string[], call: Call): Answer {
  const shown = (index: SimulatedIndex) => describe(index, origin);
  if (beyond.length > 0) throw controlError(404, 'NOT_FOUND', 'Resource not found.');
  if (name === undefined) {
    if (call.method === 'GET') return { status: 200, body: { indexes: world.indexes.map(shown) } };
    if (call.method === 'POST') return { status: 201, body: shown(create(world, call)) };
    throw controlError(405, 'INVALID_ARGUMENT', 'Method not allowed.');
  }
  const index = world.find(name);
  if (!index) throw controlError(404, 'NOT_FOUND', `Resource ${name} not found.`);
  if (call.method === 'GET') return { status: 200, body: shown(index) };
  if (call.method !== 'DELETE') throw controlError(405, 'INVALID_ARGUMENT', 'Method not allowed.');
  if (index.deletionProtection === 'enabled')
    throw controlError(403, 'FORBIDDEN', 'Deletion protection is enabled for this index.');
  world.delete(index);
  return { status: 202 };
}

function create(world: PineconeWorld, call: Call): SimulatedIndex {
  const parsed = createSchema.safeParse(call.body.kind === 'json' ? call.body.value : undefined);
  if (!parsed.success)
    throw controlError(
      422,
      'UNPROCESSABLE_ENTITY',
      `Failed to deserialize the JSON body into the target type: ${z.prettifyError(parsed.error)}`,
    );
  const { name, deployment, schema, deletion_protection: deletionProtection = 'disabled' } = parsed.data;
  const [field, ...others] = Object.entries(schema.fields);
  if (!field || others.length > 0)
    throw controlError(400, 'INVALID_ARGUMENT', 'This stand-in plays one dense vector field an index.');
  const [fieldName, { dimension, metric }] = field;
  return world.create({ name, deployment, deletionProtection, field: fieldName, dimension, metric });
}

function describe(index: SimulatedIndex, origin: string): unknown {
  const ready = Date.now() >= index.readyAt;
  return {
    name: index.name,
    // with its scheme: the SDK would take a bare host for https (protocols.md §1)
    host: `${origin}/pinecone/hosts/${index.hostId}`,
    deployment: index.deployment,
    schema: { fields: { [index.field]: { type: 'dense_vector', dimension: index.dimension, metric: index.metric } } },
    read_capacity: { mode: 'OnDemand', status: { state: 'Ready' } },
    deletion_protection: index.deletionProtection,
    status: { ready, state: ready ? 'Ready' : 'Initializing' },
  };
}
