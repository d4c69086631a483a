import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Principal } from '#kernel/auth/principal.ts';
import { isStream, type SubgraphExecutor, type SubgraphResult } from '#kernel/graph/subgraph-executor.ts';
import type { PlanRun } from '../plan/plan-run.ts';
import type { PlanEnvironment } from '../plan/prepare-operation.ts';
import type { PreparedSubscription } from '../plan/prepared-operation.ts';
import type { EventStream, LiveEvent } from './live-event.ts';
import type { Resumption } from './resumption.ts';

/** What a stream is of: everything that shapes its events. */
export interface StreamSource {
  readonly subscription: PreparedSubscription;
  readonly cursor: Resumption['cursor'];
  readonly variables: Readonly<Record<string, unknown>>;
  readonly principal: Principal;
  readonly environment: PlanEnvironment;
  /** Runs the joining of one event, or hands out what another stream has made of the same event. */
  readonly once: (cursor: string | null, join: () => Promise<ExecutionResult>) => Promise<ExecutionResult>;
}

/** Subscribes to the subgraph that owns the root field, and joins the others' part to each of its events. */
export async function openStream(source: StreamSource): Promise<EventStream | ExecutionResult> {
  const { primary } = source.subscription;
  const { operation, operationName, serviceName, variableUsages = [] } = primary;
  const variables = Object.fromEntries(
    variableUsages.filter((name) => source.variables[name] !== undefined).map((name) => [name, source.variables[name]]),
  );
  let events: Awaited<ReturnType<SubgraphExecutor['subscribe']>>;
  try {
    const executor = source.environment.executors[serviceName];
    if (executor === undefined) throw new Error('This installation does not run the subgraph.');
    events = await executor.subscribe({ operation, operationName, variables }, source.principal);
  } catch (error) {
    return away(source, error);
  }
  return isStream(events) ? joined(events, source) : { errors: errorsOf(events, serviceName) };
}

/** A stream that fails says why in its last event. `return()` reaches the subgraph at once, also while an event is awaited. */
function joined(events: AsyncIterableIterator<SubgraphResult>, source: StreamSource): EventStream {
  let ended = false;
  const done = { done: true, value: undefined } as const;
  const stream: EventStream = {
    async next() {
      if (ended) return done;
      try {
        const step = await events.next();
        return step.done === true ? done : { done: false, value: await join(step.value, source) };
      } catch (error) {
        ended = true;
        return { done: false, value: { cursor: null, result: away(source, error) } };
      }
    },
    async return() {
      ended = true;
      await events.return?.();
      return done;
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}

async function join(event: SubgraphResult, source: StreamSource): Promise<LiveEvent> {
  const { subscription, variables, principal, environment } = source;
  const errors = errorsOf(event, subscription.primary.serviceName);
  const { data } = event;
  if (!data) return { cursor: null, result: data === null ? { data: null, errors } : { errors } };
  const cursor = cursorOf(data, source.cursor);
  const result = await source.once(cursor, async () => {
    const run: PlanRun = { variables, principal, data, errors: [...errors], ...environment };
    await subscription.complete(run);
    const shaped = subscription.shape(run.data, variables);
    return run.errors.length > 0 ? { errors: run.errors, data: shaped } : { data: shaped };
  });
  return { cursor, result };
}

function cursorOf(data: Record<string, unknown>, names: Resumption['cursor']): string | null {
  if (names === null) return null;
  const payload = data[names[0]] as Record<string, unknown> | null | undefined;
  const cursor = payload?.[names[1]];
  return typeof cursor === 'string' ? cursor : null;
}

const errorsOf = ({ errors = [] }: SubgraphResult, serviceName: string): GraphQLError[] =>
  errors.map(({ message, path, extensions }) => new GraphQLError(message, { path, extensions: { ...extensions, serviceName } }));

function away({ subscription, environment }: StreamSource, error: unknown): ExecutionResult {
  const { serviceName } = subscription.primary;
  environment.unavailable(serviceName, error);
  return {
    errors: [
      new GraphQLError(
        'The service behind this subscription is not available at the moment. Subscribe again after the last cursor.',
        {
          extensions: { code: 'UPSTREAM_UNAVAILABLE', serviceName },
        },
      ),
    ],
  };
}
