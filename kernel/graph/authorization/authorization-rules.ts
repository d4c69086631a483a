import type { ConstDirectiveNode, DocumentNode, GraphQLSchema } from 'graphql';
import { Authorization } from './authorization.ts';
import { collectChecks } from './collect-checks.ts';
import { guardNames, type Requirement, requirementOf } from './requirement.ts';

/**
 * The policy that the directives of a schema state. The gateway reads it from the supergraph, a subgraph from its own schema: both
 * must have been built from SDL, because the directives are read from there.
 */
export class AuthorizationRules {
  readonly schema: GraphQLSchema;
  readonly #names: ReturnType<typeof guardNames>;
  readonly #requirements = new WeakMap<object, Requirement | null>();

  constructor(schema: GraphQLSchema) {
    this.schema = schema;
    this.#names = guardNames(schema);
  }

  /** The document must be valid for the schema. */
  compile(document: DocumentNode, operationName?: string | null): Authorization {
    const { checks, defaults } = collectChecks(this, document, operationName);
    return new Authorization(checks, defaults);
  }

  /** Of a type or field; null when everybody may ask for it. */
  requirementOf(element: {
    readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
    readonly extensionASTNodes?: readonly { readonly directives?: readonly ConstDirectiveNode[] | undefined }[];
  }): Requirement | null {
    let requirement = this.#requirements.get(element);
    if (requirement === undefined) {
      const nodes = [element.astNode, ...(element.extensionASTNodes ?? [])];
      requirement = requirementOf(
        nodes.flatMap((node) => node?.directives ?? []),
        this.#names,
      );
      this.#requirements.set(element, requirement);
    }
    return requirement;
  }
}
