import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache } from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { OperationTypeNode } from 'graphql';
import { tap } from 'rxjs';
import { SessionDocument } from '../session/session.generated.ts';
import { answerInTime } from './answer-in-time.ts';
import { Connection } from './connection.ts';
import { FreshAnswers } from './fresh-answers.ts';
import { LiveLink } from './live-link.ts';
import { LiveLists } from './live-lists.ts';
import { isNoAnswer, mendWhatFailed } from './mend-what-failed.ts';
import { pagedList } from './paged-list.ts';
import { possibleTypes } from './possible-types.generated.ts';

export interface ParleyClient {
  readonly apollo: ApolloClient;
  readonly connection: Connection;
  readonly lists: LiveLists;
  close(): void;
}

/** Everything that the console knows comes through this: the public API, by HTTP and by one WebSocket, as the bearer of `token`. */
export function createClient(token: string, onTurnedAway: () => void): ParleyClient {
  const connection = new Connection();
  const cache = new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Conversation: { fields: { messages: pagedList(['first']) } },
      Query: {
        fields: {
          searchMessages: pagedList(['text']),
          deadLetters: pagedList(['filter']),
          crmLinks: pagedList(['status']),
          members: pagedList([]),
          catalogueProducts: pagedList([]),
          knowledgeDocuments: pagedList([]),
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
    askAgain: () => askAgain(),
    permissionsChanged: () => void askSession().catch(() => undefined),
    turnedAway: onTurnedAway,
  });
  const askSession = () => apollo.query({ query: SessionDocument, fetchPolicy: 'network-only' });
  let startingOver: Promise<string> | null = null;
  const startOver = async (): Promise<string> => {
    const { data } = await askSession();
    if (!data) throw new Error('the session did not say where its feed is');
    await askAgain();
    return data.session.eventCursor;
  };
  const fresh = new FreshAnswers(() => void apollo.refetchObservableQueries().catch(() => undefined));
  const http = ApolloLink.from([
    fresh.answers,
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
    queryDeduplication: false,
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      fresh.events.concat(live),
      http,
    ),
    // a field whose owner is away is null and the rest stands
    defaultOptions: { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } },
  });
  const lists = new LiveLists(apollo);
  const askAgain = () => Promise.all([apollo.refetchObservableQueries(), lists.askAgain()]);
  const stopMending = mendWhatFailed(apollo, lists, connection, askSession);
  return {
    apollo,
    connection,
    lists,
    close: () => {
      stopMending();
      void live.close();
      apollo.stop();
    },
  };
}
