import { serializeError } from './serialize-error.ts';

/** Matched against the last word of a field's name: `accessToken`, `raw_body` and `contactEmail` are hidden, `tokenCount` is not. */
const hiddenWords = new Set(
  'text body email phone token secret password credential credentials authorization cookie handle draft payload'.split(' '),
);
const hiddenNames = new Set(['displayname', 'firstname', 'lastname', 'apikey']);

const hidden = '[hidden]';
const maxDepth = 6;

/** A copy of the fields without what may belong to a person, at any depth. */
export const redactFields = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> => redactObject(fields, 0);

const redactObject = (fields: object, depth: number): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, isHidden(name) ? hidden : redact(value, depth + 1)]));

const redact = (value: unknown, depth: number): unknown => {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof URL) return value;
  if (value instanceof Error) return serializeError(value);
  if (depth > maxDepth) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return redactObject(value, depth);
  // An entity, a request, a buffer: what it holds is not known by its fields' names alone.
  return `[${value.constructor.name}]`;
};

const isHidden = (name: string): boolean => {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return hiddenWords.has(words.at(-1) ?? '') || hiddenNames.has(words.join(''));
};
