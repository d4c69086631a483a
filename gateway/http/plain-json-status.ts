import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../supergraph/swappable-gateway.ts';

const requestFaults = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
]);

/**
 * A client that takes plain `application/json` only and not GraphQL's own media type should get 200 for what is wrong with its
 * document or variables (GraphQL over HTTP, 6.4.1); Apollo Server answers 400.
 */
export const plainJsonStatus = (): ApolloServerPlugin<RequestContext> => ({
  async requestDidStart({ request }) {
    const accept = request.http?.headers.get('accept') ?? '';
    if (accept.includes('application/graphql-response+json') || !accept.includes('application/json')) return;
    return {
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single' || response.http.status !== 400) return;
        const { errors = [] } = response.body.singleResult;
        if (errors.length > 0 && errors.every(({ extensions }) => requestFaults.has(String(extensions?.['code'])))) {
          response.http.status = 200;
        }
      },
    };
  },
});
