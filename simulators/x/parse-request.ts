import type { z } from 'zod';
import type { Call } from '../harness/call.ts';
import { invalidRequest } from './x-problem.ts';

/** A JSON body as X validates it: every key that its schema does not name is refused. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, call: Call): z.output<Schema> {
  if (call.body.kind !== 'json')
    throw invalidRequest('$', call.body.kind, 'Requests with bodies must have content-type of application/json.');
  const parsed = schema.safeParse(call.body.value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const place = ['$', ...issue.path, issue.keys[0]].join('.');
    const message = `${place}: is not defined in the schema and the schema does not allow additional properties`;
    throw invalidRequest(place, '', message);
  }
  const place = ['$', ...(issue?.path ?? [])].map(String).join('.');
  throw invalidRequest(place, '', `${place}: ${issue?.message ?? 'is not valid'}`);
}

/** A query in which every parameter is known, and every list of fields names known fields alone. */
export function parseQuery(call: Call, lists: Readonly<Record<string, readonly string[]>>, others: readonly string[]) {
  const known = [...others, ...Object.keys(lists)].sort();
  for (const [name, value] of call.query) {
    if (!known.includes(name))
      throw invalidRequest(name, value, `The query parameter [${name}] is not one of [${known.join(',')}]`);
    const allowed = lists[name];
    const unknown = allowed && value.split(',').find((each) => !allowed.includes(each));
    if (unknown !== undefined) {
      throw invalidRequest(
        name,
        value,
        `The \`${name}\` query parameter value [${unknown}] is not one of [${allowed?.join(',')}]`,
      );
    }
  }
  return { has: (name: string, value: string) => (call.query.get(name) ?? '').split(',').includes(value) };
}

/** One page of a list that stands newest first. X leaves `data` out where nothing is in it. */
export function page<Item extends { readonly id: string }>(call: Call, all: readonly Item[], least: number, most: number) {
  const asked = call.query.get('max_results') ?? String(most);
  const size = Number(asked);
  if (!Number.isInteger(size) || size < least || size > most) {
    throw invalidRequest(
      'max_results',
      asked,
      `The \`max_results\` query parameter value [${asked}] is not between ${least} and ${most}`,
    );
  }
  const token = call.query.get('pagination_token');
  const start = token === null ? 0 : all.findIndex(({ id }) => tokenOf(id) === token);
  if (start < 0) throw invalidRequest('pagination_token', token, 'The `pagination_token` query parameter value is not valid');
  const items = all.slice(start, start + size);
  const next = all[start + size];
  return { items, meta: { result_count: items.length, ...(next && { next_token: tokenOf(next.id) }) } };
}

const tokenOf = (id: string): string => `7140dibdnow9c7btw${Buffer.from(id).toString('hex')}`;
