import { readFileSync } from 'node:fs';
import { type DocumentNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compareContract, undescribed } from './support/compare-contract.ts';

const read = (path: string): DocumentNode | null => {
  try {
    return parse(readFileSync(new URL(path, import.meta.url), 'utf8'), { noLocation: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

/** Partners build on names, nullability and scopes that were settled before the code was. */
describe('the public schema', () => {
  const settled = read('../../shared/design/api.graphql');
  const additions = [3, 4, 5].map((issue) => read(`./support/contract-additions/issue-${issue}.graphql`));
  const added = additions.flatMap((document) => document?.definitions ?? []);
  const contract = settled && { ...settled, definitions: [...settled.definitions, ...added] };
  const schema = read('../schema/supergraph.graphql') ?? parse('type Query { nothing: Int }');

  it.skipIf(contract === null)(
    'has nothing that the settled contract (../shared/design/api.graphql, and support/contract-additions) has not, or has otherwise',
    () => {
      const { faults } = compareContract(contract ?? schema, schema);
      expect(faults).toEqual([]);
    },
  );

  it('describes every type and field', () => {
    expect(undescribed(schema)).toEqual([]);
  });
});

describe('the comparison with the contract', () => {
  const contract = parse(`
    type Query { leads(first: Int, orderBy: Order! = UP): LeadConnection! @requiresScopes(scopes: [["a"], ["b"]])  me: String! @authenticated }
    type Lead @requiresScopes(scopes: [["a"]]) { id: ID!  name: String }
    enum Order { UP DOWN }
    union Thing = Lead
    input Filter { name: String }`);
  const faultsOf = (schema: string): readonly string[] => compareContract(contract, parse(schema)).faults;

  it.each([
    ['a type', 'type Ship { id: ID! }', ['Ship is not in the contract', 'Ship.id is not in the contract']],
    ['a field', 'type Lead @requiresScopes(scopes: [["a"]]) { age: Int }', ['Lead.age is not in the contract']],
    ['another nullability', 'type Lead @requiresScopes(scopes: [["a"]]) { id: ID }', ['Lead.id is ID, in the contract ID!']],
    ['an enum value', 'enum Order { UP LEFT }', ['Order.LEFT is not in the contract']],
    ['a member of a union', 'union Thing = Lead | Order', ['Thing | Order is not in the contract']],
    ['an input field', 'input Filter { name: String! }', ['Filter.name is String!, in the contract String']],
    ['an argument', 'type Query { me(at: Int): String! @authenticated }', ['Query.me(at:) is not in the contract']],
    ['no scopes', 'type Lead { id: ID! }', ['Lead asks for nothing, in the contract for [["a"]]']],
    ['no caller', 'type Query { me: String! }', ['Query.me asks for nothing, in the contract for [[]]']],
    [
      'another way in',
      'type Query { leads: LeadConnection! @requiresScopes(scopes: [["a"], ["c"]]) }',
      ['Query.leads asks for [["a"],["c"]], in the contract for [["a"],["b"]]'],
    ],
    [
      'another default',
      'type Query { leads(orderBy: Order! = DOWN): LeadConnection! @requiresScopes(scopes: [["a"]]) }',
      ['Query.leads(orderBy:) is Order! = DOWN, in the contract Order! = UP'],
    ],
  ])('finds %s, which the contract has not', (_what, schema, faults) => {
    expect(faultsOf(schema)).toEqual(faults);
  });

  it('lets a schema be stricter, know connections, and lack what is not built yet', () => {
    const schema = parse(`
      type Query { leads(first: Int): LeadConnection! @requiresScopes(scopes: [["a", "c"]])  me: String! @requiresScopes(scopes: [["a"]]) }
      type LeadConnection { edges: [LeadEdge!]!  nodes: [Lead!]! }
      type LeadEdge { node: Lead!  cursor: String! }`);
    const { faults, missing } = compareContract(contract, schema);
    expect(faults).toEqual([]);
    expect(missing).toEqual(
      expect.arrayContaining(['Lead', 'Lead.name', 'Order.UP', 'Query.leads(orderBy:)', 'LeadConnection.totalCount']),
    );
  });
});
