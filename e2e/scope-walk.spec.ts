import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { scopeCatalogue, withImpliedScopes } from '#kernel/auth/scopes.ts';
import { publish } from '#kernel/messaging/transaction.ts';
import { type AskedSubgraph, askSubgraph } from '#kernel/testing/ask-subgraph.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { ApiClient } from './support/client.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';
import { type Field, type Path, type RootKind, TypeGraph } from './support/type-graph.ts';
import { type KnownTexts, selectionOf } from './support/write-operation.ts';

const graphOf = (file: string, policy?: TypeGraph): TypeGraph =>
  new TypeGraph(parse(readFileSync(new URL(`../schema/${file}.graphql`, import.meta.url), 'utf8')), policy);
const SUPERGRAPH = graphOf('supergraph');
const WAIT = { timeout: 30_000, interval: 50 };
const CONCURRENCY = 8;
/** A caller that has one scope and nothing else, and one that has none. */
const CALLERS = [[], ...Object.keys(scopeCatalogue).map((scope) => [scope])];
const EVERYTHING = Object.keys(scopeCatalogue);

interface Asked {
  readonly text: string;
  readonly paths: readonly Path[];
}
/** Of one root: everything below it at once; what the caller may see of it; and each first step beyond that. */
interface Walk {
  readonly all: Asked;
  readonly allowed: Asked | null;
  readonly beyond: readonly Asked[];
}

function walk(graph: TypeGraph, root: Field, scopes: ReadonlySet<string>, write: (paths: readonly Path[]) => string): Walk {
  const isAllowed = (path: Path): boolean => graph.refused([path], scopes).size === 0;
  const asked = (paths: readonly Path[]): Asked => ({ text: write(paths), paths });
  const allowed = graph.pathsFrom(root, isAllowed).filter(isAllowed);
  const beyond = allowed.flatMap((path) => graph.onward(path)).filter((path) => !isAllowed(path));
  return {
    all: asked(graph.pathsFrom(root)),
    allowed: allowed.length > 0 ? asked(allowed) : null,
    beyond: beyond.map((path) => asked([path])),
  };
}

/**
 * What a caller may see depends on nothing but its scopes and the directives in the schema, whichever way it asks. The spec reads the
 * text of the schema itself: it shares no line with what it tests.
 */
describe('a caller with one scope', () => {
  let system: InProcessSystem;
  let known: KnownTexts;
  const clients = new Map<readonly string[], ApiClient>();
  const faults: string[] = [];
  const clientOf = (caller: readonly string[]): ApiClient => clients.get(caller) as ApiClient;
  const walks = (kind: RootKind, caller: readonly string[]): Walk[] =>
    SUPERGRAPH.fieldsOf(kind).map((root) =>
      walk(
        SUPERGRAPH,
        root,
        withImpliedScopes(caller),
        (paths) => `${kind.toLowerCase()} { ${selectionOf(SUPERGRAPH, paths, known)} }`,
      ),
    );
  const fault = (caller: readonly string[], text: string, wanted: string, got: unknown): void => {
    faults.push(`${caller[0] ?? 'no scope'}: ${text}\n  expected ${wanted}\n  got ${JSON.stringify(got).slice(0, 600)}`);
  };
  /** Asks all that must be refused, once each; answers how many that were. */
  const expectRefusals = async (
    graph: TypeGraph,
    caller: readonly string[],
    walked: readonly Walk[],
    ask: (text: string) => Promise<Refusal>,
  ): Promise<number> => {
    const scopes = withImpliedScopes(caller);
    const refused = walked
      .flatMap(({ all, beyond }) => [all, ...beyond])
      .filter(({ paths }) => graph.refused(paths, scopes).size > 0);
    await inParallel(refused, async ({ text, paths }) => {
      const expected = graph.refused(paths, scopes);
      const got = await ask(text);
      if (got.code !== 'FORBIDDEN' || got.hasData || !same(new Set(got.coordinates), expected)) {
        fault(caller, text, `a refusal of ${[...expected]}`, got);
      }
    });
    return refused.length;
  };

  beforeAll(async () => {
    system = await startInProcess();
    for (const caller of [...CALLERS, EVERYTHING]) clients.set(caller, new ApiClient(system.url, await system.token(caller)));
    const owner = clientOf(EVERYTHING);
    const { eventCursor } = (await owner.ask('{ session { eventCursor } }'))['session'];
    await raiseAlert(system);
    await postWebhook(
      system.url,
      messengerBody(
        { page: system.page, psid: 'sure', text: 'Hi! How much does delivery cost and how long does it take?' },
        {
          page: system.page,
          psid: 'unsure',
          text: 'Could you engrave a poem on the frame by Friday? Write to lea@acme.example.',
        },
      ),
    );
    known = {
      ...(await vi.waitFor(() => idsOf(owner), WAIT)),
      text: 'delivery',
      'Subscription(after:)': eventCursor,
      'Query(threshold:)': '0.8',
    };
  }, 120_000);
  afterAll(() => system?.close(), 30_000);

  it.each(['Query', 'Mutation'] as const)(
    'is refused every %s that touches what it lacks, by name and without data',
    async (kind) => {
      let refused = 0;
      for (const caller of CALLERS) {
        refused += await expectRefusals(SUPERGRAPH, caller, walks(kind, caller), async (text) => {
          const { status, body } = await clientOf(caller).post(text);
          return { ...refusalOf(body), ...(status === 403 ? {} : { code: `status ${status}` }) };
        });
      }
      expect(faults.splice(0)).toEqual([]);
      expect(refused).toBeGreaterThan(700);
    },
    120_000,
  );

  it('is refused every subscription that touches what it lacks, and gets the events of every other', async () => {
    let refused = 0;
    for (const caller of CALLERS) {
      const walked = walks('Subscription', caller);
      const first = async (text: string): Promise<Record<string, unknown>> => {
        const { events, errors, cut } = clientOf(caller).subscribe(text);
        await vi.waitFor(() => expect(events.length + errors.length).toBeGreaterThan(0), { ...WAIT, interval: 2 });
        await cut();
        return { ...(events[0] ? { data: events[0] } : {}), ...(errors.length > 0 ? { errors: errors.flat() } : {}) };
      };
      refused += await expectRefusals(SUPERGRAPH, caller, walked, async (text) => refusalOf(await first(text)));
      await inParallel(allowedOf(walked), async ({ text }) => {
        const got = await first(text);
        if (got['errors'] || !got['data']) fault(caller, text, 'an event', got);
      });
    }
    expect(faults.splice(0)).toEqual([]);
    expect(refused).toBeGreaterThan(150);
  }, 120_000);

  it.each([
    ['gets everything else that it asks for', CALLERS],
    ['gets all of it when it has every scope', [EVERYTHING]],
  ])(
    '%s',
    async (_what, callers) => {
      for (const caller of callers) {
        await inParallel(allowedOf(walks('Query', caller)), async ({ text }) => {
          const { status, body } = await clientOf(caller).post(text);
          if (status !== 200 || body['errors']) fault(caller, text, 'data', body);
        });
      }
      expect(faults.splice(0)).toEqual([]);
    },
    120_000,
  );

  it('is asked to sign in first when it has no token', async () => {
    const nobody = new ApiClient(system.url, '');
    for (const { all } of ROOTS.flatMap((kind) => walks(kind, []))) {
      const { status, body } = await nobody.post(all.text);
      const { code, hasData } = refusalOf(body);
      if (status !== 401 || code !== 'UNAUTHENTICATED' || hasData) fault([], all.text, 'UNAUTHENTICATED', body);
    }
    expect(faults.splice(0)).toEqual([]);
  });

  it.each(['conversations', 'leads', 'ai', 'crm', 'tenants'])(
    'is refused the same by %s itself, past the gateway',
    async (name) => {
      const graph = graphOf(`subgraphs/${name}`, SUPERGRAPH);
      const subgraph = await subgraphOf(system, name);
      let refused = 0;
      for (const caller of CALLERS) {
        const scopes = withImpliedScopes(caller);
        const ask = (text: string): Promise<unknown> => subgraph.ask({ scopes: [...scopes] }, text) as Promise<unknown>;
        const queries = graph
          .fieldsOf('Query')
          .map((root) => walk(graph, root, scopes, (paths) => `query { ${selectionOf(graph, paths, known)} }`));
        const references = graph.entities.map((type) =>
          walk(graph, referenceTo(type), scopes, (paths) => referenced(graph, type, paths, known)),
        );
        const others = (['Mutation', 'Subscription'] as const).flatMap((kind) =>
          graph
            .fieldsOf(kind)
            .map((root) => walk(graph, root, scopes, (paths) => `${kind.toLowerCase()} { ${selectionOf(graph, paths, known)} }`)),
        );
        refused += await expectRefusals(graph, caller, [...queries, ...references, ...others], async (text) =>
          refusalOf(
            (await (text.startsWith('subscription')
              ? subgraph.take(1, { scopes: [...scopes] }, text).then(([first]) => first)
              : ask(text))) as Answer,
          ),
        );
        await inParallel(allowedOf([...queries, ...references]), async ({ text }) => {
          const got = (await ask(text)) as Answer;
          if (got['errors'] || !got['data']) fault(caller, text, 'data', got);
        });
      }
      expect(faults.splice(0)).toEqual([]);
      expect(refused).toBeGreaterThan(50);
    },
    120_000,
  );
});

const ROOTS = ['Query', 'Mutation', 'Subscription'] as const;

// biome-ignore lint/suspicious/noExplicitAny: an answer of any shape
type Answer = Record<string, any>;

interface Refusal {
  readonly code: string | undefined;
  readonly coordinates: readonly string[];
  readonly hasData: boolean;
}

function refusalOf({ data, errors }: Answer): Refusal {
  const [error] = errors ?? [];
  return {
    code: error?.extensions?.code,
    coordinates: error?.extensions?.coordinates ?? [],
    hasData: data !== undefined && data !== null,
  };
}

const allowedOf = (walked: readonly Walk[]): Asked[] => walked.flatMap(({ allowed }) => allowed ?? []);

async function subgraphOf({ installation, tenant }: InProcessSystem, name: string): Promise<AskedSubgraph> {
  const declaration = installation.declarations.find((each) => each.name === name);
  if (!declaration) throw new Error(`there is no subgraph ${name}`);
  return askSubgraph(installation, tenant, declaration);
}

/** The root by which a gateway asks for entities; the type's own scopes count as those of what the field answers. */
const referenceTo = (type: string): Field => ({ owner: 'Query', name: '_entities', answers: type, args: [] });

function referenced(graph: TypeGraph, type: string, paths: readonly Path[], known: KnownTexts): string {
  const id = known[type.charAt(0).toLowerCase() + type.slice(1)] ?? '00000000-0000-7000-8000-000000000000';
  const below = paths.map((path) => path.slice(1)).filter((path) => path.length > 0);
  const selection = below.length > 0 ? selectionOf(graph, below, known) : '__typename';
  return `query { _entities(representations: [{ __typename: "${type}", id: "${id}" }]) { ... on ${type} { ${selection} } } }`;
}

async function raiseAlert({ installation: { platform }, tenant }: InProcessSystem): Promise<void> {
  const ctx = platform.enter(tenant, { kind: 'system', id: 'e2e', scopes: new Set() });
  await platform.transaction(ctx, async (tx) =>
    publish(tx, alertRaised, {
      key: 'e2e',
      data: {
        severity: 'INFO',
        code: 'E2E',
        title: 'Somebody looks',
        conversationId: null,
        detail: {},
        raisedAt: new Date().toISOString(),
      },
    }),
  );
}

/** One of each that a root field asks for by id. Throws while something is not there yet. */
async function idsOf(owner: ApiClient): Promise<KnownTexts> {
  const found = await owner.ask(`{
    conversations { nodes { id contact { id } } } leads { nodes { id } } runs { nodes { id } } reviews { nodes { id run { id } conversation { id } } }
    knowledgeDocuments { nodes { id } } crmLinks(status: [SYNCED]) { nodes { id lead { id } connection { id } } } members { nodes { id } } alerts { nodes { id } } }`);
  const [review] = found['reviews'].nodes;
  const first = (list: string): string => found[list].nodes[0].id;
  if (found['crmLinks'].nodes.length < 2) throw new Error('the CRM is not in step yet');
  first('alerts');
  return {
    conversation: review.conversation.id,
    contact: found['conversations'].nodes[0].contact.id,
    lead: first('leads'),
    run: review.run.id,
    review: review.id,
    knowledgeDocument: first('knowledgeDocuments'),
    crmLink: first('crmLinks'),
    leadId: found['crmLinks'].nodes[0].lead.id,
    connectionId: found['crmLinks'].nodes[0].connection.id,
    member: first('members'),
  };
}

const same = (left: ReadonlySet<string>, right: ReadonlySet<string>): boolean =>
  left.size === right.size && [...left].every((each) => right.has(each));

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = [...items];
  const drain = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, drain));
}
