import { type DocumentNode, GraphQLError, NoSchemaIntrospectionCustomRule, parse, specifiedRules, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Supergraph } from './supergraph.ts';

export type ParsedDocument = { readonly document: DocumentNode } | { readonly faults: readonly GraphQLError[] };

/** Parses and validates each text once for each supergraph. Over HTTP Apollo Server does this. */
export function documentParser({
  introspection,
  maxTokens,
}: {
  introspection: boolean;
  maxTokens: number;
}): (supergraph: Supergraph, text: string) => ParsedDocument {
  const known = new LRUCache<string, ParsedDocument>({ max: 2_000 });
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];

  const parsed = (supergraph: Supergraph, text: string): ParsedDocument => {
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return { faults: [withCode(error, 'GRAPHQL_PARSE_FAILED')] };
    }
    const faults = validate(supergraph.schema, document, rules);
    return faults.length > 0 ? { faults: faults.map((fault) => withCode(fault, 'GRAPHQL_VALIDATION_FAILED')) } : { document };
  };

  return (supergraph, text) => {
    const key = `${supergraph.version}\n${text}`;
    let answer = known.get(key);
    if (answer === undefined) {
      answer = parsed(supergraph, text);
      known.set(key, answer);
    }
    return answer;
  };
}

const withCode = ({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(message, { nodes, source, positions, extensions: { code } });
