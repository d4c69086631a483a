import type {
  GatewayInterface,
  GatewayLoadResult,
  GatewaySchemaLoadOrUpdateCallback,
  GatewayUnsubscriber,
} from '@apollo/server-gateway-interface';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Principal } from '#kernel/auth/principal.ts';
import type { Supergraph } from './supergraph.ts';

/** What Apollo Server carries from the request's door to its execution. */
export interface RequestContext {
  readonly principal: Principal | null;
}

/**
 * Apollo Server's gateway, over the supergraph in force. A request that began before a swap ends with the supergraph that it began
 * with, because its document was validated against that one.
 */
export class SwappableGateway implements GatewayInterface {
  #current: Supergraph;
  readonly #bySchema = new WeakMap<GraphQLSchema, Supergraph>();
  readonly #listeners = new Set<GatewaySchemaLoadOrUpdateCallback>();

  constructor(supergraph: Supergraph) {
    this.#current = supergraph;
    this.#bySchema.set(supergraph.schema, supergraph);
  }

  get current(): Supergraph {
    return this.#current;
  }

  /** Takes the place of the supergraph in force; open subscriptions go on with theirs. */
  swap(supergraph: Supergraph): void {
    this.#current = supergraph;
    this.#bySchema.set(supergraph.schema, supergraph);
    this.#announce();
  }

  /** The supergraph that a schema handed out by this gateway belongs to. */
  of(schema: GraphQLSchema): Supergraph {
    return this.#bySchema.get(schema) ?? this.#current;
  }

  async load(): Promise<GatewayLoadResult> {
    this.#announce();
    return {
      executor: async ({ schema, document, request, context }): Promise<ExecutionResult> => {
        const supergraph = this.of(schema);
        const known = supergraph.operation(document, request.operationName);
        if (known === null) return { errors: [unknownOperation(request.operationName)] };
        const { principal } = context as RequestContext;
        return supergraph.prepare(document, known).execute({ principal, variables: request.variables ?? {} });
      },
    };
  }

  onSchemaLoadOrUpdate(listener: GatewaySchemaLoadOrUpdateCallback): GatewayUnsubscriber {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.#listeners.clear();
  }

  #announce(): void {
    for (const listener of this.#listeners) listener({ apiSchema: this.#current.schema, coreSupergraphSdl: this.#current.sdl });
  }
}

export const unknownOperation = (name: string | null | undefined): GraphQLError =>
  new GraphQLError(
    name
      ? `The document has no operation named ${JSON.stringify(name)}.`
      : 'The document has several operations: name one in operationName.',
    { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
  );
