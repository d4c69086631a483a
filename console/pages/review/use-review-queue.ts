import { useApolloClient, useQuery, useSubscription } from '@apollo/client/react';
import { useCallback } from 'react';
import { placeInLists } from '../../api/live-lists.ts';
import { useFeedCursor } from '../../api/use-feed-cursor.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { ReviewQueueChangedDocument, ReviewQueueDocument } from './review-queue.generated.ts';

/** What waits for a person, most urgent first, live. `reviews` is null until it is known. */
export function useReviewQueue() {
  const client = useApolloClient();
  const cursor = useFeedCursor();
  const scopes = useScopeVariables('readConversations');
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
  return {
    reviews: page?.nodes ?? null,
    totalCount: page?.totalCount ?? null,
    hasMore: page?.pageInfo.hasNextPage ?? false,
    error: error ?? null,
    showMore,
    retry: refetch,
  };
}
