import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Principal } from '#kernel/auth/principal.ts';
import type { Logger } from '#kernel/telemetry/logger.ts';
import type { Authorization } from './authorization/authorization.ts';
import { AuthorizationRules } from './authorization/authorization-rules.ts';
import { forbidden } from './authorization/forbidden.ts';
import { publicErrors } from './public-errors.ts';
import type { SubgraphExecutor, SubgraphRequest, SubgraphResult } from './subgraph-executor.ts';

type PreparedDocument =
  | { readonly document: DocumentNode; readonly authorization: Authorization }
  | { readonly faults: readonly GraphQLError[] };

/**
 * Runs a subgraph's operations in this process. The scopes are checked again, against the subgraph's own directives: a subgraph does not
 * take the gateway's word for what a caller may see.
 */
export function inProcessExecutor({
  schema,
  makeContext,
  logger,
}: {
  readonly schema: GraphQLSchema;
  /** Called for each operation, and again for each event of a subscription: what a context has loaded is old at the next event. */
  readonly makeContext: (principal: Principal) => object;
  readonly logger: Logger;
}): SubgraphExecutor {
  const rules = new AuthorizationRules(schema);
  const documents = new LRUCache<string, PreparedDocument>({ max: 5_000 });

  const prepare = ({ operation, operationName }: SubgraphRequest): PreparedDocument => {
    const key = operationName === undefined ? operation : `${operationName}\n${operation}`;
    let prepared = documents.get(key);
    if (prepared === undefined) {
      const document = parse(operation, { noLocation: true });
      const faults = validate(schema, document);
      prepared = faults.length > 0 ? { faults } : { document, authorization: rules.compile(document, operationName) };
      documents.set(key, prepared);
    }
    return prepared;
  };

  const shown = (result: ExecutionResult): SubgraphResult =>
    result.errors === undefined ? (result as SubgraphResult) : { ...result, errors: publicErrors(result.errors, logger) };
  const failed = (error: unknown): SubgraphResult => ({ errors: publicErrors([asGraphQLError(error)], logger) });

  const run = (request: SubgraphRequest, principal: Principal, document: DocumentNode, rootValue?: unknown) => {
    const result = execute({
      schema,
      document,
      rootValue,
      variableValues: request.variables,
      operationName: request.operationName,
      contextValue: makeContext(principal),
    });
    return result instanceof Promise ? result.then(shown) : shown(result as ExecutionResult);
  };

  /** The document, once the caller may ask it; else what it is told. */
  const admitted = (request: SubgraphRequest, principal: Principal): DocumentNode | SubgraphResult => {
    const prepared = prepare(request);
    // the planner made it from our own schema, so a fault is a deployment out of step, not the caller's
    if ('faults' in prepared)
      return {
        errors: publicErrors(
          prepared.faults.map((fault) => new GraphQLError(fault.message)),
          logger,
        ),
      };
    const denials = prepared.authorization.denied(principal.scopes, request.variables);
    return denials.length > 0 ? { errors: [forbidden(denials).toJSON()] } : prepared.document;
  };

  return {
    execute(request, principal) {
      try {
        const document = admitted(request, principal);
        return 'kind' in document ? run(request, principal, document) : document;
      } catch (error) {
        // a throw would mean that the subgraph is away, and it is here
        return failed(error);
      }
    },
    async subscribe(request, principal) {
      const document = admitted(request, principal);
      if (!('kind' in document)) return document;
      const events = await createSourceEventStream({
        schema,
        document,
        variableValues: request.variables,
        operationName: request.operationName,
        contextValue: makeContext(principal),
      });
      if (!(Symbol.asyncIterator in events)) return shown(events);
      return results(events[Symbol.asyncIterator](), (event) => run(request, principal, document, event), failed);
    },
  };
}

const asGraphQLError = (error: unknown): GraphQLError =>
  new GraphQLError('failed', { originalError: error instanceof Error ? error : new Error(String(error)) });

/**
 * One result an event. A source that fails says why in its last result. Not an async generator: its `return()` would wait for the event
 * that is pending, and the source would stay open.
 */
function results(
  events: AsyncIterator<unknown>,
  run: (event: unknown) => Promise<SubgraphResult> | SubgraphResult,
  failed: (error: unknown) => SubgraphResult,
): AsyncIterableIterator<SubgraphResult> {
  let ended = false;
  const done = { done: true, value: undefined } as const;
  const iterator: AsyncIterableIterator<SubgraphResult> = {
    async next() {
      if (ended) return done;
      try {
        const step = await events.next();
        return step.done === true ? done : { done: false, value: await run(step.value) };
      } catch (error) {
        ended = true;
        return { done: false, value: failed(error) };
      }
    },
    async return() {
      ended = true;
      await events.return?.();
      return done;
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
