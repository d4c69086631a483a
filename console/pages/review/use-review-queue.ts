import { useMemo } from 'react';
import type { ListDefinition } from '../../api/live-lists.ts';
import { useLiveList, useLiveLists } from '../../api/use-live-list.ts';
import { isReviewOpen } from '../../components/is-review-open.ts';
import { useSession } from '../../session/session.tsx';
import { useEvents } from '../../session/use-events.ts';
import { useFeedCursor } from '../../session/use-feed-cursor.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { groupAlike } from './alike.ts';
import {
  ReviewedLeadChangedDocument,
  ReviewQueueChangedDocument,
  ReviewQueueDocument,
  type ReviewQueueQuery,
  type ReviewQueueQueryVariables,
} from './review-queue.generated.ts';

const WAITING: ListDefinition<ReviewQueueQuery, ReviewQueueQueryVariables, ReviewQueueQuery['reviews']['nodes'][number]> = {
  document: ReviewQueueDocument,
  pageOf: ({ reviews }) => reviews,
  order: { by: ({ priority }) => priority, direction: 'DESCENDING' },
};

/** What waits for a person, most urgent first, live. `reviews` is null until it is known. */
export function useReviewQueue() {
  const lists = useLiveLists();
  const { may, member } = useSession();
  const cursor = useFeedCursor();
  const scopes = useScopeVariables('readConversations', 'readRuns', 'readLeads', 'decideReviews');
  const leadScopes = useScopeVariables('readConversations', 'readPersonalData');
  useEvents(ReviewQueueChangedDocument, { after: cursor, variables: scopes }, ({ reviewChanged: { review } }) =>
    lists.place(WAITING, review, () => isReviewOpen(review.status)),
  );
  useEvents(ReviewedLeadChangedDocument, { after: cursor, variables: leadScopes, skip: !scopes.readLeads });
  const { nodes, ...list } = useLiveList(WAITING, scopes, cursor !== null);
  const mayDecide = may('reviews:decide');
  const readerId = member?.id ?? null;
  const alike = useMemo(() => groupAlike(mayDecide ? (nodes ?? []) : [], readerId), [nodes, mayDecide, readerId]);
  return {
    reviews: nodes,
    /** By review: the ids of those that can be approved together with it, its own among them. */
    alike,
    ...list,
  };
}
