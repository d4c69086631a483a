import { useApolloClient, useQuery, useSubscription } from '@apollo/client/react';
import { useCallback, useMemo } from 'react';
import { placeInLists } from '../../api/live-lists.ts';
import { useFeedCursor } from '../../api/use-feed-cursor.ts';
import { useSession } from '../../session/session.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { groupAlike } from './alike.ts';
import { ReviewQueueChangedDocument, ReviewQueueDocument } from './review-queue.generated.ts';

/** What waits for a person, most urgent first, live. `reviews` is null until it is known. */
export function useReviewQueue() {
  const client = useApolloClient();
  const { may, member } = useSession();
  const cursor = useFeedCursor();
  const scopes = useScopeVariables('readConversations', 'readRuns', 'readLeads');
  const { data, error, fetchMore, refetch } = useQuery(ReviewQueueDocument, {
    skip: cursor === null,
    variables: scopes,
    fetchPolicy: 'cache-and-network',
  });
  useSubscription(ReviewQueueChangedDocument, {
    skip: cursor === null,
    variables: { ...scopes, after: cursor },
    ignoreResults: true,
    onData: ({ data: { data: event } }) => {
      const review = event?.reviewChanged.review;
      if (review) placeInLists(client.cache, 'reviews', review, ({ status }) => (status as string[]).includes(review.status));
    },
  });
  const page = data?.reviews;
  const endCursor = page?.pageInfo.endCursor;
  const showMore = useCallback(() => fetchMore({ variables: { after: endCursor } }), [fetchMore, endCursor]);
  const nodes = page?.nodes;
  const mayDecide = may('reviews:decide');
  const readerId = member?.id ?? null;
  const alike = useMemo(() => groupAlike(mayDecide ? (nodes ?? []) : [], readerId), [nodes, mayDecide, readerId]);
  return {
    reviews: nodes ?? null,
    /** By review: the ids of those that can be approved together with it, its own among them. */
    alike,
    totalCount: page?.totalCount ?? null,
    hasMore: page?.pageInfo.hasNextPage ?? false,
    error: error ?? null,
    showMore,
    retry: refetch,
  };
}
