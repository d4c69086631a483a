import { type DocumentNode, type ExecutionResult, GraphQLError, getVariableValues, print } from 'graphql';
import { LRUCache } from 'lru-cache';
import { scopeKey } from '#kernel/auth/scope-set.ts';
import type { Metrics } from '#kernel/telemetry/metrics.ts';
import type { PlanEnvironment } from '../plan/prepare-operation.ts';
import type { PreparedOperation } from '../plan/prepared-operation.ts';
import type { AdmittedOperation } from '../supergraph/admit-operation.ts';
import { canonicalJson } from './canonical-json.ts';
import { catchUp } from './catch-up.ts';
import { EventHub } from './event-hub.ts';
import { EventQueue } from './event-queue.ts';
import { type EventStream, isEventStream } from './live-event.ts';
import { openStream, type StreamSource } from './open-stream.ts';
import { type Resumption, resumptionOf } from './resumption.ts';

const queueLimit = 256;
/** Long enough that those who resume together share the work, short enough that nobody sees what has changed since. */
const joinedKeptMs = 5_000;
/** Nobody's. A stream is shared by all members of a tenant with the same scopes, so no subgraph may answer it by who asks. */
const audienceId = '00000000-0000-0000-0000-000000000000';

/** All subscriptions of this gateway. */
export class LiveOperations {
  readonly #environment: PlanEnvironment;
  readonly #hub = new EventHub();
  readonly #joined = new LRUCache<string, Promise<ExecutionResult>>({ max: 2_000, ttl: joinedKeptMs });
  readonly #known = new WeakMap<PreparedOperation, { text: string; resumption: Resumption }>();
  readonly #joins: ReturnType<Metrics['counter']>;

  constructor(environment: PlanEnvironment, metrics: Metrics) {
    this.#environment = environment;
    this.#joins = metrics.counter('parley_gateway_event_joins_total', 'Events of subscriptions joined from their subgraphs.');
  }

  /** Streams that are shared at the moment. */
  get topics(): number {
    return this.#hub.size;
  }

  /**
   * The stream of an operation; or why there is none. `overflow` is called when the client takes its events too slowly; its stream has
   * ended by then.
   */
  async subscribe(call: AdmittedOperation, overflow: () => void): Promise<EventStream | ExecutionResult> {
    const { supergraph, document, principal } = call;
    const operation = supergraph.prepare(document, call.known);
    const { subscription, definition } = operation;
    if (subscription === null) return { errors: [new GraphQLError('The operation is no subscription.')] };
    const { errors, coerced } = getVariableValues(supergraph.schema, definition.variableDefinitions ?? [], call.variables);
    if (coerced === undefined) {
      return { errors: errors.map(({ message }) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })) };
    }
    const { text, resumption } = this.#describe(operation, document);
    const { after, cursor } = resumption;
    const from = after.kind === 'variable' ? coerced[after.name] : null;
    const live = after.kind === 'variable' ? withoutKey(coerced, after.name) : coerced;
    const key = canonicalJson([
      supergraph.version,
      principal.tenant,
      scopeKey(principal.scopes),
      definition.name?.value ?? '',
      text,
      live,
    ]);
    const sourceWith = (variables: StreamSource['variables']): StreamSource => ({
      subscription,
      cursor,
      variables,
      principal: { ...principal, memberId: audienceId, roles: [] },
      environment: this.#environment,
      once: (position, join) => this.#once(key, position, join),
    });
    const openLive = () => openStream(sourceWith(live));

    if (after.kind === 'fixed') return openStream(sourceWith(coerced));
    if (from === null || from === undefined) return this.#listen(key, openLive, overflow);
    const own = await openStream(sourceWith(coerced));
    if (!isEventStream(own) || cursor === null) return own;
    return catchUp({ own, hub: this.#hub, key, openLive, queueLimit, overflow });
  }

  async #listen(
    key: string,
    open: () => Promise<EventStream | ExecutionResult>,
    overflow: () => void,
  ): Promise<EventStream | ExecutionResult> {
    const queue = new EventQueue(queueLimit, () => {
      this.#hub.leave(key, queue);
      overflow();
    });
    const refusal = await this.#hub.join(key, queue, open);
    return refusal ?? queue.stream(() => this.#hub.leave(key, queue));
  }

  #once(key: string, cursor: string | null, join: () => Promise<ExecutionResult>): Promise<ExecutionResult> {
    const run = (): Promise<ExecutionResult> => {
      this.#joins.inc();
      return join();
    };
    if (cursor === null) return run();
    const event = `${cursor}\n${key}`;
    let result = this.#joined.get(event);
    if (result === undefined) {
      result = run();
      this.#joined.set(event, result);
      // what failed for one may work for the next
      result.then(
        ({ errors }) => errors && this.#joined.delete(event),
        () => this.#joined.delete(event),
      );
    }
    return result;
  }

  #describe(operation: PreparedOperation, document: DocumentNode): { text: string; resumption: Resumption } {
    let known = this.#known.get(operation);
    if (known === undefined) {
      known = { text: print(document), resumption: resumptionOf(document, operation.definition) };
      this.#known.set(operation, known);
    }
    return known;
  }
}

const withoutKey = (variables: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> => {
  const { [name]: _, ...others } = variables;
  return others;
};
