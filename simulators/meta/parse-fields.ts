import { invalidParameter } from './graph-error.ts';

/** What a node has; undefined: nothing is there, and it is no error to ask for it. */
export type FieldValues = Record<string, unknown>;

export interface Field {
  name: string;
  limit?: number;
  fields: Field[];
}

/** Graph's field list: `id,messages.limit(5){id,message,from{id}}`. */
export function parseFields(text: string): Field[] {
  const tokens = text.match(/[A-Za-z_][\w]*|\d+|[.,(){}]|\S/g) ?? [];
  let position = 0;
  const take = (expected?: string): string => {
    const token = tokens[position];
    if (token === undefined || (expected !== undefined && token !== expected)) {
      throw invalidParameter(`Syntax error "Expected ${expected ?? 'name'} at character ${position}" : ${text}`);
    }
    position += 1;
    return token;
  };
  const list = (): Field[] => {
    const fields = [field()];
    while (tokens[position] === ',') {
      position += 1;
      fields.push(field());
    }
    return fields;
  };
  const field = (): Field => {
    const parsed: Field = { name: take(), fields: [] };
    if (!/^[A-Za-z_]/.test(parsed.name)) throw invalidParameter(`Syntax error "Expected name" : ${text}`);
    while (tokens[position] === '.') {
      position += 1;
      const modifier = take();
      take('(');
      const argument = take();
      take(')');
      if (modifier !== 'limit') throw invalidParameter(`the simulator knows the modifier limit() alone, not ${modifier}()`);
      parsed.limit = Number(argument);
    }
    if (tokens[position] === '{') {
      position += 1;
      parsed.fields = list();
      take('}');
    }
    return parsed;
  };
  const fields = list();
  if (position < tokens.length) throw invalidParameter(`Syntax error "Unexpected ${tokens[position]}" : ${text}`);
  return fields;
}

/** Picks the asked fields from what there is; `id` always comes along, and a field the node does not have is an error. */
export function pickFields(node: string, values: Record<string, unknown>, asked: readonly Field[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const { name } of asked) {
    if (!(name in values)) throw invalidParameter(`Tried accessing nonexisting field (${name}) on node type (${node})`);
    if (values[name] !== undefined) picked[name] = values[name];
  }
  return { ...picked, id: values.id };
}
