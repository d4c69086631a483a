import { z } from 'zod';
import type { Answer, Call } from './call.ts';

/** A control body that does not fit is the mistake of whoever writes a test: thrown, and told in full by `serveService`. */
export class BadControl extends Error {}

export function parseControl<Schema extends z.ZodType>(schema: Schema, call: Call): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(call.text);
  } catch {
    throw new BadControl('the body is not JSON');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new BadControl(z.prettifyError(parsed.error));
  return parsed.data;
}

export function badControl(error: BadControl): Answer {
  return { status: 400, body: { error: error.message } };
}

export const methodNotAllowed: Answer = { status: 405, body: { error: 'this control address does not know that method' } };
