import { z } from 'zod';
import { type Usage, unusableAnswer } from '../vendor/vendor-failure.ts';

/** The JSON schema that the vendors are given. They take a dialect of their own and refuse what they do not know, `$schema` among it. */
export function schemaOf(answer: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(answer);
  return schema;
}

/** A whole answer by its schema. Vendors promise it and are not taken at their word. What it said is not told: it quotes people. */
export function readAnswer<T>(answer: z.ZodType<T>, text: string, usage: Usage): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unusableAnswer('it is not JSON', usage);
  }
  const read = answer.safeParse(value);
  if (!read.success) {
    const places = read.error.issues.slice(0, 3).map((issue) => issue.path.join('.') || 'the whole');
    throw unusableAnswer(`it does not fit its schema at ${places.join(', ')}`, usage);
  }
  return read.data;
}

export const readShare = (value: number): number => (Number.isFinite(value) ? Math.max(0, Math.min(1, value)) : 0);
