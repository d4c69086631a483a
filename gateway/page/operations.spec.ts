import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { scopeSet } from '#kernel/auth/scope-set.ts';
import { withImpliedScopes } from '#kernel/auth/scopes.ts';
import { Supergraph } from '../supergraph/supergraph.ts';

interface Operations {
  operationsFor(scopes: string[]): Record<string, string>;
  sessionQuery: string;
}

// what the page branches on; scopes beside them change nothing
const decisive = ['reviews:read', 'reviews:decide', 'conversations:read', 'runs:read', 'leads:read', 'contacts:pii', 'crm:read'];
const everySetOfThem = Array.from({ length: 2 ** decisive.length }, (_, set) =>
  decisive.filter((_scope, bit) => set & (1 << bit)),
);

let page: Operations;
let supergraph: Supergraph;
beforeAll(async () => {
  // plain JavaScript for browsers, which the compiler does not read
  page = (await import(new URL('./operations.js', import.meta.url).href)) as Operations;
  const sdl = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');
  supergraph = new Supergraph(sdl, { depth: 25, fields: 2_000 }, { executors: {}, unavailable: () => undefined });
});

describe("the page's operations", () => {
  it('fit the schema', () => {
    const all = [page.sessionQuery, ...Object.values(page.operationsFor(decisive))];
    expect(all).toHaveLength(12);
    expect(all.flatMap((query) => validate(supergraph.schema, parse(query)).map(String))).toEqual([]);
  });

  it('ask for nothing that the caller may not have, whatever its scopes are', () => {
    for (const scopes of everySetOfThem) {
      const held = scopeSet(withImpliedScopes(scopes));
      for (const [name, query] of Object.entries(page.operationsFor([...held]))) {
        const denied = supergraph.operation(parse(query), null)?.authorization.denied(held, {});
        expect({ scopes, name, denied }).toEqual({ scopes, name, denied: [] });
      }
    }
  });
});
