import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache } from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { cacheSizes } from '@apollo/client/utilities';
import { OperationTypeNode } from 'graphql';
import { tap } from 'rxjs';
import { SessionDocument } from '../session/session.generated.ts';
import { answerInTime } from './answer-in-time.ts';
import { Connection } from './connection.ts';
import { LiveLink } from './live-link.ts';
import { pagedList } from './live-lists.ts';
import { isNoAnswer, mendWhatFailed } from './mend-what-failed.ts';
import { possibleTypes } from './possible-types.generated.ts';

// Ten thousand rows with what belongs to each: a smaller memory forgets the first row before it read the last, and reads all anew each time
cacheSizes['inMemoryCache.executeSelectionSet'] = 200_000;
cacheSizes['inMemoryCache.executeSubSelectedArray'] = 50_000;

export interface ParleyClient {
  readonly apollo: ApolloClient;
  readonly connection: Connection;
  close(): void;
}

/** Everything that the console knows comes through this: the public API, by HTTP and by one WebSocket, as the bearer of `token`. */
export function createClient(token: string, onTurnedAway: () => void): ParleyClient {
  const connection = new Connection();
  const cache = new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Conversation: { fields: { messages: pagedList('messages', ['first']) } },
      Query: {
        fields: {
          conversations: pagedList('conversations', ['filter']),
          searchMessages: pagedList('searchMessages', ['text']),
          reviews: pagedList('reviews', ['status', 'reason', 'claimedById']),
          runs: pagedList('runs', ['filter']),
          leads: pagedList('leads', ['filter', 'orderBy']),
          alerts: pagedList('alerts', ['open']),
          deadLetters: pagedList('deadLetters', ['filter']),
          crmLinks: pagedList('crmLinks', ['status']),
          members: pagedList('members', []),
          catalogueProducts: pagedList('catalogueProducts', []),
          knowledgeDocuments: pagedList('knowledgeDocuments', []),
        },
      },
    },
  });
  const live = new LiveLink({
    url: new URL('/graphql', location.href.replace(/^http/, 'ws')).href,
    token,
    connection,
    // several subscriptions find out at once
    startOver: () => {
      startingOver ??= startOver().finally(() => {
        startingOver = null;
      });
      return startingOver;
    },
    askAgain: () => apollo.refetchObservableQueries(),
    permissionsChanged: () => void askSession().catch(() => undefined),
    turnedAway: onTurnedAway,
  });
  const askSession = () => apollo.query({ query: SessionDocument, fetchPolicy: 'network-only' });
  let startingOver: Promise<string> | null = null;
  const startOver = async (): Promise<string> => {
    const { data } = await askSession();
    if (!data) throw new Error('the session did not say where its feed is');
    await apollo.refetchObservableQueries();
    return data.session.eventCursor;
  };
  const http = ApolloLink.from([
    new ErrorLink(({ error }) => {
      if (CombinedGraphQLErrors.is(error) && error.errors.some(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED'))
        onTurnedAway();
    }),
    new ApolloLink((operation, forward) =>
      forward(operation).pipe(
        tap({
          next: () => connection.answered(true),
          error: (error) => isNoAnswer(error) && connection.answered(false),
        }),
      ),
    ),
    answerInTime,
    new HttpLink({ uri: '/graphql', headers: { authorization: `Bearer ${token}` } }),
  ]);
  const apollo = new ApolloClient({
    cache,
    dataMasking: true,
    link: ApolloLink.split(({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION, live, http),
    // a field whose owner is away is null and the rest stands
    defaultOptions: { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } },
  });
  const stopMending = mendWhatFailed(apollo, connection, askSession);
  return {
    apollo,
    connection,
    close: () => {
      stopMending();
      void live.close();
      apollo.stop();
    },
  };
}
