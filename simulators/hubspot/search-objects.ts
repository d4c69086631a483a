import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { invalid } from './hubspot-error.ts';
import type { HubspotWorld } from './hubspot-world.ts';
import type { ObjectType } from './object-types.ts';
import { readInput } from './read-input.ts';
import type { RecordValues, StoredRecord } from './record-store.ts';
import { showRecord } from './write-record.ts';

const filterSchema = z.strictObject({
  propertyName: z.string(),
  operator: z.enum(['EQ', 'NEQ', 'IN', 'NOT_IN', 'HAS_PROPERTY', 'NOT_HAS_PROPERTY', 'GT', 'GTE', 'LT', 'LTE', 'CONTAINS_TOKEN']),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
});
type Filter = z.output<typeof filterSchema>;

const searchSchema = z.strictObject({
  filterGroups: z
    .array(z.strictObject({ filters: z.array(filterSchema).max(6) }))
    .max(5)
    .default([]),
  sorts: z.array(z.union([z.string(), z.record(z.string(), z.string())])).default([]),
  query: z.string().optional(),
  properties: z.array(z.string()).default([]),
  limit: z.int().min(1).max(200).default(10),
  after: z.union([z.string().regex(/^\d*$/), z.int()]).default('0'),
});

const maxResults = 10_000;

/** Finds what was written `searchLagMs` ago and not what was written since: the index is behind the records. */
export function searchObjects(world: HubspotWorld, type: ObjectType, call: Call): Answer {
  const search = readInput(searchSchema, call);
  const after = Number(search.after);
  if (after + search.limit > maxResults) throw invalid(`Paging through more than ${maxResults} results is not possible`);
  for (const { propertyName } of search.filterGroups.flatMap(({ filters }) => filters)) {
    if (!world.properties.find(type, propertyName))
      throw invalid(`There was a problem with the request: property ${propertyName} does not exist`);
  }
  const asOfMs = Date.now() - world.settings.searchLagMs;
  const hits = world.records.everOfType(type).flatMap((record) => {
    const values = valuesAsOf(record, asOfMs);
    return values && matches(search, values) ? [{ ...record, values }] : [];
  });
  const page = hits.slice(after, after + search.limit);
  const next = after + page.length;
  const paging = next < hits.length ? { paging: { next: { after: String(next) } } } : {};
  return {
    status: 200,
    body: { total: Math.min(hits.length, maxResults), results: page.map((hit) => showRecord(hit, search.properties)), ...paging },
  };
}

const valuesAsOf = ({ versions }: StoredRecord, asOfMs: number): RecordValues | null =>
  versions.findLast(({ atMs }) => atMs <= asOfMs)?.values ?? null;

function matches({ filterGroups, query }: z.output<typeof searchSchema>, values: RecordValues): boolean {
  const words = query?.toLowerCase();
  if (words && !Object.values(values).some((value) => value?.toLowerCase().includes(words))) return false;
  return filterGroups.length === 0 || filterGroups.some(({ filters }) => filters.every((filter) => passes(filter, values)));
}

function passes({ propertyName, operator, value = '', values: list = [] }: Filter, values: RecordValues): boolean {
  const stored = values[propertyName] ?? null;
  if (operator === 'NOT_HAS_PROPERTY') return stored === null;
  if (operator === 'NEQ') return stored?.toLowerCase() !== value.toLowerCase();
  if (operator === 'NOT_IN') return !list.some((each) => each.toLowerCase() === stored?.toLowerCase());
  if (stored === null) return false;
  switch (operator) {
    case 'HAS_PROPERTY':
      return true;
    case 'EQ':
      return stored.toLowerCase() === value.toLowerCase();
    case 'IN':
      return list.some((each) => each.toLowerCase() === stored.toLowerCase());
    case 'CONTAINS_TOKEN':
      return stored.toLowerCase().split(/\W+/).includes(value.toLowerCase().replaceAll('*', ''));
    default:
      return compares(operator, orderOf(stored) - orderOf(value));
  }
}

const compares = (operator: 'GT' | 'GTE' | 'LT' | 'LTE', difference: number): boolean => {
  if (operator === 'GT') return difference > 0;
  if (operator === 'GTE') return difference >= 0;
  return operator === 'LT' ? difference < 0 : difference <= 0;
};

const orderOf = (value: string): number => (/^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Date.parse(value));
