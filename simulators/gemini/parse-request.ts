import { z } from 'zod';
import type { Call } from '../harness/call.ts';
import { GeminiError } from './gemini-error.ts';

const partSchema = z.strictObject({ text: z.string(), thought: z.boolean().optional() });
export const contentSchema = z.strictObject({
  role: z.enum(['user', 'model', 'system']).optional(),
  parts: z.array(partSchema).min(1),
});
export type Content = z.output<typeof contentSchema>;

export const textOf = (content: Content): string => content.parts.map((part) => part.text).join('');

/** Google answers in JSON's own words and counts every name that it does not know. */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, call: Call): z.output<Schema> {
  if (call.body.kind !== 'json') throw new GeminiError(400, 'Invalid JSON payload received. Unexpected end of string.');
  const parsed = schema.safeParse(call.body.value);
  if (parsed.success) return parsed.data;
  const violations = parsed.error.issues.map((issue) => {
    const field = issue.path.map(String).join('.');
    const description =
      issue.code === 'unrecognized_keys'
        ? `Invalid JSON payload received. Unknown name "${issue.keys[0]}"${field ? ` at '${field}'` : ''}: Cannot find field.`
        : `Invalid value at '${field}': ${issue.message}`;
    return { field, description };
  });
  throw new GeminiError(400, violations.map(({ description }) => description).join('\n'), [
    { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: violations },
  ]);
}
