import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { AuthorizationRules } from './authorization-rules.ts';

const definitions = `
  directive @link(url: String!, as: String, import: [Import], for: String) repeatable on SCHEMA
  directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  scalar Import
  schema
    @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: "SECURITY")
    @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: "SECURITY") {
    query: Query
    mutation: Mutation
    subscription: Subscription
  }
  type Query {
    lead(id: ID!): Lead
    leads: LeadConnection
    parties: [Party!]!
    search(text: String!): [SearchHit!]!
    session: Session @authenticated
    secret: Secret
  }
  type Mutation { scoreLead(id: ID!): Lead @requiresScopes(scopes: [["leads:write"]]) }
  type Subscription { leadScored: Lead @requiresScopes(scopes: [["leads:read"]]) }
  type Session { expiresAt: String }
  type LeadConnection { edges: [LeadEdge!]! }
  type LeadEdge { node: Lead! }
  interface Party { name: String, email: String }
  type Lead implements Party {
    id: ID!
    name: String
    email: String @requiresScopes(scopes: [["pii:read"]])
    revenue: Float @requiresScopes(scopes: [["leads:read", "revenue:read"], ["admin"]])
    conversation: Conversation
    related: Party
  }
  type Company implements Party {
    name: String
    email: String @requiresScopes(scopes: [["pii:read"]])
    vat: String @authenticated
  }
  type Conversation { id: ID!, lastMessage: String @requiresScopes(scopes: [["messages:read"]]) }
  type AuditEntry @requiresScopes(scopes: [["audit:read"]]) { at: String }
  enum Secret @requiresScopes(scopes: [["secrets:read"]]) { A B }
  union SearchHit = Lead | Company | AuditEntry
`;
const rules = new AuthorizationRules(buildSchema(definitions));

const denied = (query: string, scopes: string[] | null, variables = {}, using = rules): string[] => {
  const document = parse(query);
  expect(validate(using.schema, document)).toEqual([]);
  const caller = scopes === null ? null : new Set(scopes);
  return using
    .compile(document)
    .denied(caller, variables)
    .map(({ coordinate }) => coordinate)
    .sort();
};

test('what has no scopes is open', () => expect(denied('{ lead(id: 1) { id name } }', null)).toEqual([]));

test('an alias does not hide a field; the outer list means or, the inner one and', () => {
  const query = '{ a: lead(id: 1) { money: revenue } }';
  expect(denied(query, null)).toEqual(['Lead.revenue']);
  expect(denied(query, ['leads:read'])).toEqual(['Lead.revenue']);
  expect(denied(query, ['leads:read', 'revenue:read'])).toEqual([]);
  expect(denied(query, ['admin'])).toEqual([]);
});

test('@authenticated asks for a caller, whatever its scopes', () => {
  expect(denied('{ session { expiresAt } }', null)).toEqual(['Query.session']);
  expect(denied('{ session { expiresAt } }', [])).toEqual([]);
});

test('a field of an interface needs what any of its implementations needs', () => {
  expect(denied('{ parties { email } }', [])).toEqual(['Company.email', 'Lead.email']);
  expect(denied('{ lead(id: 1) { related { email } } }', [])).toEqual(['Company.email', 'Lead.email']);
  expect(denied('{ parties { email } }', ['pii:read'])).toEqual([]);
});

test('fragments hide nothing, named, nested and on a concrete type', () => {
  const query = 'query { parties { ...P } } fragment P on Party { name ... on Company { ...C } } fragment C on Company { vat }';
  expect(denied(query, null)).toEqual(['Company.vat']);
  expect(denied(query, [])).toEqual([]);
});

test('a protected member of a union is checked where the operation names it', () => {
  expect(denied('{ search(text: "") { ... on Lead { id } } }', null)).toEqual([]);
  expect(denied('{ search(text: "") { ... on AuditEntry { __typename } } }', [])).toEqual(['AuditEntry']);
  expect(denied('{ search(text: "") { ... on AuditEntry { at } } }', ['audit:read'])).toEqual([]);
});

test('an enum or scalar may be protected as well', () => expect(denied('{ secret }', [])).toEqual(['Secret']));

test('what is reached by traversal is checked like what is asked for directly', () => {
  const query = '{ leads { edges { node { conversation { lastMessage } } } } }';
  const [denial] = rules.compile(parse(query)).denied(new Set(), {});
  expect(denial).toEqual({
    coordinate: 'Conversation.lastMessage',
    path: 'leads.edges.node.conversation.lastMessage',
    requires: [['messages:read']],
  });
});

test('roots of mutations and subscriptions are checked', () => {
  expect(denied('mutation { scoreLead(id: 1) { id } }', ['leads:read'])).toEqual(['Mutation.scoreLead']);
  expect(denied('subscription { leadScored { conversation { lastMessage } } }', ['leads:read'])).toEqual([
    'Conversation.lastMessage',
  ]);
});

test('@include and @skip count with their variables, their defaults and their constants', () => {
  const query = 'query($r: Boolean!) { lead(id: 1) { id revenue @include(if: $r) } }';
  expect(denied(query, [], { r: false })).toEqual([]);
  expect(denied(query, [], { r: true })).toEqual(['Lead.revenue']);
  expect(denied(query, [], { r: 'no boolean' })).toEqual(['Lead.revenue']);
  expect(denied('query($r: Boolean! = true) { lead(id: 1) { revenue @include(if: $r) } }', [])).toEqual(['Lead.revenue']);
  expect(denied('query($r: Boolean! = true) { lead(id: 1) { revenue @skip(if: $r) } }', [])).toEqual([]);
  expect(denied('{ lead(id: 1) { id revenue @skip(if: true) } }', [])).toEqual([]);
});

test('the same field without a condition beside it needs its scopes', () => {
  const query = 'query($r: Boolean!) { lead(id: 1) { revenue @include(if: $r) ... on Lead { revenue } } }';
  expect(denied(query, [], { r: false })).toEqual(['Lead.revenue']);
});

test.each(['', '@include(if: $a%)', '@include(if: $a%) @skip(if: $b%)'])(
  'fragments within fragments do not multiply the work %s',
  (directives) => {
    const depth = 30;
    const at = (n: number): string => directives.replaceAll('%', String(n));
    const variables =
      directives === '' ? '' : `(${Array.from({ length: depth }, (_, n) => `$a${n}: Boolean!, $b${n}: Boolean!`).join(' ')})`;
    const fragments = Array.from(
      { length: depth },
      (_, n) => `fragment F${n} on Lead { ...F${n + 1} ${at(n)} ... on Lead { ...F${n + 1} } }`,
    );
    const query = `query${variables} { lead(id: 1) { ...F0 } } ${fragments.join(' ')} fragment F${depth} on Lead { revenue }`;
    const started = performance.now();
    expect(rules.compile(parse(query)).denied(new Set(), {})).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(500);
  },
);

test.each([
  ['federation__requiresScopes', '"https://specs.apollo.dev/federation/v2.12"'],
  ['needs', '"https://specs.apollo.dev/federation/v2.12", import: [{ name: "@requiresScopes", as: "@needs" }]'],
  ['scopes', '"https://specs.apollo.dev/requiresScopes/v0.1", as: "scopes"'],
])('a directive that is known as @%s is still enforced', (name, link) => {
  const renamed = definitions
    .replaceAll('@requiresScopes', `@${name}`)
    .replace('"https://specs.apollo.dev/requiresScopes/v0.1"', link);
  const using = new AuthorizationRules(buildSchema(renamed));
  expect(denied('{ lead(id: 1) { revenue } }', [], {}, using)).toEqual(['Lead.revenue']);
});
