import { OpenAiError } from './openai-error.ts';

/** Keywords that strict mode does not know (OpenAI's guide to structured outputs). */
const UNKNOWN = [
  'allOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  '$schema',
];
const DEEPEST = 10;
const MOST_PROPERTIES = 5_000;

/** The rules of `strict: true`: every object closed, every property required. Throws what OpenAI answers. */
export function checkStrictSchema(name: string, schema: unknown): void {
  let properties = 0;
  function refuse(path: readonly string[], what: string): never {
    const context = path.length === 0 ? '()' : `(${path.map((part) => `'${part}'`).join(', ')}${path.length === 1 ? ',' : ''})`;
    throw new OpenAiError(400, `Invalid schema for response_format '${name}': In context=${context}, ${what}`, {
      param: 'response_format',
    });
  }
  const check = (node: unknown, path: readonly string[], depth: number): void => {
    if (!isObject(node)) refuse(path, 'schema must be an object.');
    if (depth > DEEPEST) refuse(path, `schema exceeds ${DEEPEST} levels of nesting.`);
    const unknown = UNKNOWN.find((keyword) => keyword in node);
    if (unknown) refuse(path, `'${unknown}' is not permitted.`);
    if (node['type'] === 'object') checkObject(node, path, depth);
    if (node['type'] === 'array') {
      if (node['items'] === undefined) refuse(path, 'array schema missing items.');
      check(node['items'], [...path, 'items'], depth + 1);
    }
    for (const [index, branch] of (Array.isArray(node['anyOf']) ? node['anyOf'] : []).entries())
      check(branch, [...path, 'anyOf', String(index)], depth);
    if (node['type'] === undefined && !('anyOf' in node) && !('enum' in node) && !('const' in node) && !('$ref' in node))
      refuse(path, "schema must have a 'type' key.");
  };
  const checkObject = (node: Record<string, unknown>, path: readonly string[], depth: number): void => {
    if (node['additionalProperties'] !== false)
      refuse(path, "'additionalProperties' is required to be supplied and to be false.");
    const inside = isObject(node['properties']) ? node['properties'] : {};
    const required: readonly unknown[] = Array.isArray(node['required']) ? node['required'] : [];
    const missing = Object.keys(inside).find((key) => !required.includes(key));
    if (missing)
      refuse(
        path,
        `'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`,
      );
    properties += Object.keys(inside).length;
    if (properties > MOST_PROPERTIES) refuse(path, `schema has more than ${MOST_PROPERTIES} properties.`);
    for (const [key, value] of Object.entries(inside)) check(value, [...path, 'properties', key], depth + 1);
  };
  if (!isObject(schema) || schema['type'] !== 'object') refuse([], `schema must be a JSON Schema of 'type: "object"'.`);
  check(schema, [], 1);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
