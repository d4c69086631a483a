import type { Answer, Call } from '../harness/call.ts';
import { describeGlobal, describeObject } from './describe-object.ts';
import { findObjectType, type ObjectType } from './object-types.ts';
import { canonicalId } from './record-id.ts';
import type { StoredRecord } from './record-store.ts';
import { column, readRow, runQuery } from './run-query.ts';
import { notFound, SalesforceError, salesforceErrorAnswer } from './salesforce-error.ts';
import type { SalesforceWorld } from './salesforce-world.ts';
import { upsertCollection } from './upsert-collection.ts';
import { createRecord, externalIdField, recordUrl, updateRecord, upsertRecord, type WriteOptions } from './write-record.ts';

const oldestVersion = 40;
const newestVersion = 66;

/** `/services/data/v{40..66}.0/...`: session, then the day's limit, then the resource. */
export function answerRest(world: SalesforceWorld, segments: string[], call: Call): Answer {
  let answer: Answer;
  try {
    if (world.settings.refuseAllSessions || !world.sessions.isLive(call.headers.authorization)) {
      throw new SalesforceError('INVALID_SESSION_ID', 'Session expired or invalid', undefined, 401);
    }
    if (!world.countCall()) throw new SalesforceError('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', undefined, 403);
    answer = route(world, segments, call);
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    answer = salesforceErrorAnswer(error);
  }
  if (answer.status === 401) return answer;
  const { usedToday, dailyLimit } = world.settings;
  return { ...answer, headers: { 'sforce-limit-info': `api-usage=${usedToday}/${dailyLimit}`, ...answer.headers } };
}

function route(world: SalesforceWorld, [versionName = '', resource, ...rest]: string[], call: Call): Answer {
  const version = Number(/^v(\d+)\.0$/.exec(versionName)?.[1]);
  if (!(version >= oldestVersion && version <= newestVersion)) throw notFound();
  const get = (answer: () => unknown): Answer => {
    if (call.method !== 'GET') throw methodNotAllowed(call, ['GET']);
    return { status: 200, body: answer() };
  };
  if (resource === 'limits') {
    const { dailyLimit, usedToday } = world.settings;
    return get(() => ({ DailyApiRequests: { Max: dailyLimit, Remaining: dailyLimit - usedToday } }));
  }
  if (resource === 'query' || resource === 'queryAll') {
    if (call.method !== 'GET') throw methodNotAllowed(call, ['GET']);
    return runQuery(world.records, call.query.get('q') ?? '', version);
  }
  if (resource === 'composite' && rest[0] === 'sobjects') return routeCollection(world, rest.slice(1), call, version);
  if (resource !== 'sobjects') throw notFound();
  if (rest[0] === undefined) return get(() => describeGlobal(version));
  const type = findObjectType(rest[0]);
  if (!type) throw notFound();
  if (rest[1] === 'describe') return get(() => describeObject(type, version));
  return routeObject(world, type, rest.slice(1).filter(Boolean), call, writeOptions(world, call, version));
}

function writeOptions(world: SalesforceWorld, call: Call, version: number): WriteOptions {
  const allowSave = /\ballowSave\s*=\s*true\b/i.test(String(call.headers['sforce-duplicate-rule-header'] ?? ''));
  return {
    version,
    refuseDuplicates: world.settings.duplicateRule && !allowSave,
    meetsLock: () => world.meetsLock(),
  };
}

/** `/composite/sobjects/{type}/{external id field}`; the other collections are not played. */
function routeCollection(
  world: SalesforceWorld,
  [typeName = '', field, ...beyond]: string[],
  call: Call,
  version: number,
): Answer {
  const type = findObjectType(typeName);
  if (!type || field === undefined || beyond.length > 0) throw notFound();
  if (call.method !== 'PATCH') throw methodNotAllowed(call, ['PATCH']);
  return upsertCollection(world.records, type, field, readJson(call), writeOptions(world, call, version));
}

function routeObject(world: SalesforceWorld, type: ObjectType, path: string[], call: Call, options: WriteOptions): Answer {
  const [first, value, ...beyond] = path;
  if (beyond.length > 0) throw notFound();
  if (first === undefined) {
    if (call.method === 'GET')
      return { status: 200, body: { objectDescribe: { name: type.name, keyPrefix: type.keyPrefix }, recentItems: [] } };
    if (call.method !== 'POST') throw methodNotAllowed(call, ['GET', 'POST']);
    return createRecord(world.records, type, readJson(call), options);
  }
  if (value !== undefined && call.method === 'PATCH')
    return upsertRecord(world.records, type, first, value, readJson(call), options);
  if (!['GET', 'PATCH', 'DELETE'].includes(call.method)) throw methodNotAllowed(call, ['GET', 'PATCH', 'DELETE']);
  const found =
    value === undefined
      ? [findById(world, type, first)]
      : world.records.findByExternalId(type, externalIdField(type, first).name, value);
  const [record] = found;
  if (!record) throw notFound();
  if (found.length > 1) return { status: 300, body: found.map((each) => recordUrl(each, options.version)) };
  if (call.method === 'PATCH') return updateRecord(world.records, record, readJson(call), options);
  if (call.method === 'DELETE') {
    world.records.delete(record);
    return { status: 204 };
  }
  const asked = call.query
    .get('fields')
    ?.split(',')
    .map((name) => column(type, name.trim()));
  return {
    status: 200,
    body: readRow(record, asked ? [...new Set([...asked, 'Id'])] : type.fields.map((field) => field.name), options.version),
  };
}

function findById(world: SalesforceWorld, type: ObjectType, id: string): StoredRecord {
  if (!canonicalId(id)) throw notFound(`Provided external ID field does not exist or is not accessible: ${id}`);
  const record = world.records.find(type, id);
  if (record) return record;
  throw notFound('The requested resource does not exist');
}

function readJson(call: Call): unknown {
  if (call.body.kind === 'json') return call.body.value;
  if (call.body.kind === 'none' || call.body.kind === 'malformed-json') {
    throw new SalesforceError('JSON_PARSER_ERROR', 'Unexpected character at [line:1, column:1]');
  }
  throw new SalesforceError(
    'UNSUPPORTED_MEDIA_TYPE',
    `Unsupported content type ${call.headers['content-type'] ?? ''}`,
    undefined,
    415,
  );
}

function methodNotAllowed(call: Call, allowed: string[]): SalesforceError {
  return new SalesforceError(
    'METHOD_NOT_ALLOWED',
    `HTTP Method '${call.method}' not allowed. Allowed are ${allowed.join(',')}`,
    undefined,
    405,
  );
}
