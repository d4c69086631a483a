import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FixtureSystem, startFixtureSystem, tokenOf } from '../fixtures/system.fixtures.ts';

let system: FixtureSystem;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-'));
  await mkdir(join(folder, 'console'));
  await writeFile(join(folder, 'console', 'index.html'), `<!doctype html><title>Parley</title><style nonce="any">`);
  await writeFile(join(folder, 'console', 'page.js'), 'export {};');
  await writeFile(join(folder, 'console', 'page.js.br'), brotliCompressSync('export {};'));
  await writeFile(join(folder, 'console', 'page.js.gz'), gzipSync('export {};'));
  await writeFile(join(folder, 'secret.html'), 'a secret');
  system = await startFixtureSystem('in process', {
    pages: { console: pathToFileURL(`${folder}/console/`), explorer: pathToFileURL(`${folder}/explorer/`) },
  });
});
afterAll(async () => {
  await system.stop();
  await rm(folder, { recursive: true });
});

test('every audit of GraphQL over HTTP passes', async () => {
  const results = await auditServer({
    url: `${system.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, {
        ...init,
        headers: {
          ...(init.headers as Record<string, string>),
          authorization: `Bearer ${tokenOf()}`,
          'apollo-require-preflight': 'true',
        },
      }),
  });
  const failed = results
    .filter(({ status }) => status !== 'ok')
    .map((result) => `${result.id} ${result.name}: ${'reason' in result ? result.reason : ''}`);
  expect(failed).toEqual([]);
  expect(results.length).toBeGreaterThanOrEqual(61);
});

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${system.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenOf()}`, ...headers },
    body,
  });

describe('a request that is none', () => {
  test.each([
    ['no JSON', '{', {}, 400],
    ['another type', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a body that is too large', JSON.stringify({ query: `{ a } #${'x'.repeat(1024 * 1024)}` }), {}, 413],
    ['more tokens than anybody needs', JSON.stringify({ query: `{ ${'a '.repeat(20_000)} }` }), {}, 400],
    ['a token that is not a bearer’s', JSON.stringify({ query: '{ __typename }' }), { authorization: 'Basic abc' }, 401],
  ])('is refused: %s', async (_what, body, headers, status) => {
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    expect((await response.json()) as object).toMatchObject({ errors: [{ message: expect.any(String) }] });
  });

  test('of a form or an image on another page does not get through', async () => {
    const query = encodeURIComponent('{ leads { totalCount } }');
    expect(
      (await fetch(`${system.url}/graphql?query=${query}`, { headers: { authorization: `Bearer ${tokenOf()}` } })).status,
    ).toBe(400);
  });
});

test('a fragment bomb is refused before it is planned', async () => {
  const fragments = Array.from(
    { length: 22 },
    (_, n) => `fragment F${n} on Lead { a: id ...F${n + 1} b: id ... { ...F${n + 1} } }`,
  );
  const query = `{ lead(id: "l1") { ...F0 } } ${fragments.join(' ')} fragment F22 on Lead { id }`;
  const started = performance.now();
  const { status, body } = await system.query(query);
  expect(performance.now() - started).toBeLessThan(1_000);
  expect({ status, code: body.errors[0].extensions.code }).toEqual({ status: 400, code: 'BAD_USER_INPUT' });
});

test('a field named __proto__ touches nothing', async () => {
  await system.query('{ __proto__: lead(id: "l1") { polluted: id } lead(id: "l2") { __proto__: related { polluted: id } } }');
  expect('polluted' in {}).toBe(false);
});

test('GET answers queries and refuses mutations', async () => {
  const get = (query: string) =>
    fetch(`${system.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { authorization: `Bearer ${tokenOf()}`, 'apollo-require-preflight': 'true' },
    });
  expect(await (await get('{ lead(id: "l1") { name } }')).json()).toEqual({ data: { lead: { name: 'Lead 1' } } });
  expect((await get('mutation { scoreLead(id: "l1", points: 1) { id } }')).status).toBe(405);
});

test('who has no token may read the schema and nothing else', async () => {
  expect((await system.query('{ __schema { queryType { name } } }', { token: null })).body.data.__schema.queryType.name).toBe(
    'Query',
  );
  expect((await system.query('{ __schema { queryType { name } } leads { totalCount } }', { token: null })).status).toBe(401);
});

test('introspection and data can be asked for together', async () => {
  const { body } = await system.query(
    '{ __type(name: "Lead") { name } lead(id: "l1") { name links { url } } ... { ... { __schema { queryType { name } } } } }',
  );
  expect(body.data).toEqual({
    __type: { name: 'Lead' },
    lead: { name: 'Lead 1', links: [{ url: 'https://crm.example/l1' }] },
    __schema: { queryType: { name: 'Query' } },
  });
});

describe('from another origin', () => {
  const preflight = (origin: string) =>
    fetch(`${system.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,authorization',
        'access-control-request-private-network': 'true',
      },
    });
  test.each(['https://studio.apollographql.com', 'https://sandbox.embed.apollographql.com'])('%s may ask', async (origin) => {
    const response = await preflight(origin);
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'content-type,authorization',
      'access-control-allow-private-network': 'true',
    });
  });
  test.each(['https://example.org', 'https://studio.apollographql.com.example.org', 'http://studio.apollographql.com', 'null'])(
    '%s may not',
    async (origin) => expect((await preflight(origin)).headers.has('access-control-allow-origin')).toBe(false),
  );
});

describe('pages', () => {
  const raw = (path: string) =>
    new Promise<number>((resolve, reject) => {
      const { port } = new URL(system.url);
      request({ host: '127.0.0.1', port, path }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });

  test('are served with their types and may load nothing from elsewhere', async () => {
    const page = await fetch(`${system.url}/`);
    expect(await page.text()).toContain('Parley');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect((await fetch(`${system.url}/page.js`)).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect((await fetch(`${system.url}/nothing.js`)).status).toBe(404);
  });

  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['identity', null],
  ])('are sent as small as the browser takes them: %s', async (accepted, encoding) => {
    const file = await fetch(`${system.url}/page.js`, { headers: { 'accept-encoding': accepted } });
    expect(file.headers.get('content-encoding')).toBe(encoding);
    expect(file.headers.get('vary')).toBe('accept-encoding');
    expect(file.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await file.text()).toBe('export {};');
  });

  test('every answer has a nonce of its own for the styles that the console writes', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const page = await fetch(`${system.url}/`);
        const [, nonce] = /nonce="([\w-]+)"/.exec(await page.text()) ?? [];
        expect(page.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  test('an address of the console gets the console in a browser, and 404 from everybody else', async () => {
    const open = (accept: string) => fetch(`${system.url}/review/some-id`, { headers: { accept } });
    expect(await (await open('text/html,*/*')).text()).toContain('Parley');
    expect((await open('application/json')).status).toBe(404);
  });

  test.each([
    '/../secret.html',
    '/..%2fsecret.html',
    '/%2e%2e/secret.html',
    '//secret.html',
    '/.env',
    '/explorer/../../secret.html',
    '/page.js/../../secret.html',
    '/%00.html',
  ])('do not show what is outside their folder: %s', async (path) => expect(await raw(path)).toBe(404));

  test('say how to build the explorer while it is not there', async () => {
    const response = await fetch(`${system.url}/explorer`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build:explorer');
  });
});
