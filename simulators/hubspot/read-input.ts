import { z } from 'zod';
import type { Call } from '../harness/call.ts';
import { HubspotError, invalid } from './hubspot-error.ts';

/** The body, or HubSpot's error for one that is not what the address takes. Names that it does not know are refused. */
export function readInput<Schema extends z.ZodType>(schema: Schema, call: Call): z.output<Schema> {
  if (call.body.kind === 'other' || call.body.kind === 'form') {
    throw new HubspotError('HTTP 415 Unsupported Media Type', { status: 415 });
  }
  if (call.body.kind !== 'json') throw invalid('Invalid input JSON on line 1, column 1: no JSON to read');
  const parsed = schema.safeParse(call.body.value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(`Invalid input JSON on line 1, column 1: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}

const propertiesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const idSchema = z.union([z.string().min(1), z.int().transform(String)]);

const associationsSchema = z.array(
  z.strictObject({
    to: z.strictObject({ id: idSchema }),
    types: z.array(z.strictObject({ associationCategory: z.string(), associationTypeId: z.int() })).min(1),
  }),
);

export const createSchema = z.strictObject({
  properties: propertiesSchema,
  associations: associationsSchema.default([]),
  objectWriteTraceId: z.string().optional(),
});

export const updateSchema = z.strictObject({ properties: propertiesSchema, objectWriteTraceId: z.string().optional() });

export const batchUpsertSchema = z.strictObject({
  inputs: z.array(
    z.strictObject({
      id: z.string().min(1),
      idProperty: z.string().optional(),
      objectWriteTraceId: z.string().optional(),
      properties: propertiesSchema,
    }),
  ),
});

export const batchCreateSchema = z.strictObject({ inputs: z.array(createSchema) });

export const batchReadSchema = z.strictObject({
  inputs: z.array(z.strictObject({ id: idSchema })),
  properties: z.array(z.string()).default([]),
  propertiesWithHistory: z.array(z.string()).default([]),
  idProperty: z.string().optional(),
});

export const maxBatch = 100;

/** More than a batch holds is refused whole, and so is one that names a record twice. */
export function checkBatch(ids: readonly string[]): void {
  if (ids.length === 0) throw invalid('Invalid input JSON on line 1, column 1: inputs must not be empty');
  if (ids.length > maxBatch) throw invalid(`The maximum batch size is ${maxBatch}, but ${ids.length} were sent`);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length > 0)
    throw invalid(`Duplicate IDs found in batch input: [${[...new Set(twice)].join(', ')}]. IDs must be unique`);
}
