import { type DocumentNode, GraphQLError } from 'graphql';
import type { Principal } from '#kernel/auth/principal.ts';
import { PublicError } from '#kernel/errors/public-error.ts';
import { forbidden } from '#kernel/graph/authorization/forbidden.ts';
import type { Logger } from '#kernel/telemetry/logger.ts';
import { publicGraphQLError } from '../http/graphql-error.ts';
import { maskError } from '../http/mask-error.ts';
import { documentParser } from './parse-document.ts';
import type { KnownOperation, Supergraph } from './supergraph.ts';
import { unknownOperation } from './swappable-gateway.ts';

export interface RequestedOperation {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An operation that its caller may ask. */
export interface AdmittedOperation {
  readonly supergraph: Supergraph;
  readonly document: DocumentNode;
  readonly known: KnownOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly principal: Principal;
}

/** Carries what the caller is told, and the status for it over HTTP. */
export class RefusedOperation extends Error {
  override readonly name = 'RefusedOperation';
  readonly errors: readonly GraphQLError[];
  readonly status: number;

  constructor(errors: readonly GraphQLError[], status: number) {
    super(errors.map(({ message }) => message).join(' '));
    this.errors = errors;
    this.status = status;
  }
}

export type AdmitOperation = (supergraph: Supergraph, principal: Principal, requested: RequestedOperation) => AdmittedOperation;

/** Parses, validates, measures and authorizes an operation that did not come through Apollo Server. Throws RefusedOperation. */
export function operationAdmission(options: { introspection: boolean; maxTokens: number }): AdmitOperation {
  const parse = documentParser(options);
  return (supergraph, principal, { query, operationName, variables }) => {
    const parsed = parse(supergraph, query);
    if ('faults' in parsed) throw new RefusedOperation(parsed.faults, 400);
    const known = knownOperation(supergraph, parsed.document, operationName);
    const denials = known.authorization.denied(principal.scopes, variables ?? {});
    if (denials.length > 0) throw new RefusedOperation([forbidden(denials)], 403);
    return { supergraph, document: parsed.document, known, variables: variables ?? {}, principal };
  };
}

function knownOperation(
  supergraph: Supergraph,
  document: DocumentNode,
  operationName: string | null | undefined,
): KnownOperation {
  try {
    const known = supergraph.operation(document, operationName);
    if (known === null) throw new RefusedOperation([unknownOperation(operationName)], 400);
    return known;
  } catch (error) {
    throw error instanceof PublicError ? new RefusedOperation([publicGraphQLError(error)], 400) : error;
  }
}

/** What the caller of an operation is told of an error, whichever it is. */
export function shownErrors(error: unknown, logger: Logger): readonly GraphQLError[] {
  if (error instanceof RefusedOperation) return error.errors;
  if (error instanceof PublicError) return [publicGraphQLError(error)];
  if (error instanceof GraphQLError) return [error];
  const { message, extensions } = maskError({ message: '', extensions: { code: 'INTERNAL_SERVER_ERROR' } }, error, logger);
  return [new GraphQLError(message, { extensions })];
}
