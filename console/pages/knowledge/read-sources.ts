import type { ApolloClient } from '@apollo/client';
import { KnowledgeSourcesDocument, type KnowledgeSourcesQuery } from './upload.generated.ts';

/** Every document's id by its source. Throws where not all are told: a document that is not known of would be added a second time. */
export async function readSources(client: ApolloClient): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>();
  let after: string | null = null;
  do {
    // beside the cache: its list of documents is the one that the page shows
    const answer: ApolloClient.QueryResult<KnowledgeSourcesQuery> = await client.query({
      query: KnowledgeSourcesDocument,
      variables: { after },
      fetchPolicy: 'no-cache',
      errorPolicy: 'none',
    });
    const { nodes = [], pageInfo } = answer.data?.knowledgeDocuments ?? {};
    for (const { id, source } of nodes) if (source && !known.has(source)) known.set(source, id);
    after = pageInfo?.hasNextPage ? (pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return known;
}
