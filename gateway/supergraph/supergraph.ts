import { Supergraph as ComposedSupergraph, type Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import {
  buildASTSchema,
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  isScalarType,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import type { Authorization } from '#kernel/graph/authorization/authorization.ts';
import { AuthorizationRules } from '#kernel/graph/authorization/authorization-rules.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { checkOperationSize, type OperationLimits } from '../plan/measure-operation.ts';
import { type PlanEnvironment, prepareOperation } from '../plan/prepare-operation.ts';
import type { PreparedOperation } from '../plan/prepared-operation.ts';

let versions = 0;

export interface KnownOperation {
  readonly definition: OperationDefinitionNode;
  readonly authorization: Authorization;
  prepared: PreparedOperation | null;
}

/** One composed schema in force: what clients may ask, who may ask what, and how to get it. Immutable; a new one replaces it whole. */
export class Supergraph {
  /** Tells the supergraphs of this process apart. */
  readonly version = ++versions;
  readonly sdl: string;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly api: Schema;
  /** With everything that clients do not see. */
  readonly full: GraphQLSchema;
  readonly planner: QueryPlanner;
  readonly subgraphs: ReadonlySet<string>;
  readonly #rules: AuthorizationRules;
  readonly #limits: OperationLimits;
  readonly #environment: PlanEnvironment;
  readonly #operations = new WeakMap<DocumentNode, Map<string, KnownOperation>>();

  constructor(sdl: string, limits: OperationLimits, environment: PlanEnvironment) {
    // @apollo/gateway would refuse a supergraph whose scopes are linked `for: SECURITY`, because it does not enforce them. We do.
    const composed = ComposedSupergraph.build(sdl, { supportedFeatures: null });
    this.sdl = sdl;
    this.api = composed.apiSchema();
    this.schema = withOwnScalars(this.api.toGraphQLJSSchema());
    this.full = buildASTSchema(parse(sdl, { noLocation: true }), { assumeValid: true, assumeValidSDL: true });
    this.planner = new QueryPlanner(composed);
    this.subgraphs = new Set(composed.subgraphsMetadata().map(({ name }: { name: string }) => name));
    this.#rules = new AuthorizationRules(this.full);
    this.#limits = limits;
    this.#environment = environment;
  }

  /** The operation of a valid document; null when the document has none of that name. Remembered as long as the document is. */
  operation(document: DocumentNode, operationName: string | null | undefined): KnownOperation | null {
    let ofDocument = this.#operations.get(document);
    if (ofDocument === undefined) {
      ofDocument = new Map();
      this.#operations.set(document, ofDocument);
    }
    const key = operationName ?? '';
    let known = ofDocument.get(key);
    if (known === undefined) {
      const definition = getOperationAST(document, operationName);
      if (!definition) return null;
      checkOperationSize(document, definition, this.#limits);
      known = { definition, authorization: this.#rules.compile(document, operationName), prepared: null };
      ofDocument.set(key, known);
    }
    return known;
  }

  /** Planning is the dear part, so it waits until a caller may ask the operation. */
  prepare(document: DocumentNode, known: KnownOperation): PreparedOperation {
    known.prepared ??= prepareOperation(this, document, known.definition, this.#environment);
    return known.prepared;
  }
}

/** Values that a subgraph's scalar would refuse are refused before anything is asked; what passes goes on as the client wrote it. */
function withOwnScalars(schema: GraphQLSchema): GraphQLSchema {
  const scalar = schema.getType(DateTime.name);
  if (isScalarType(scalar)) {
    scalar.parseValue = (value) => {
      DateTime.parseValue(value);
      return value;
    };
    scalar.parseLiteral = (node, variables) => DateTime.parseLiteral(node, variables);
  }
  return schema;
}
