import { useApolloClient, useQuery } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { placeMessage } from '../../components/thread/place-message.ts';
import { usePresence } from '../../components/viewers/use-presence.ts';
import { useEvents } from '../../session/use-events.ts';
import { useFeedCursor } from '../../session/use-feed-cursor.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { OpenReviewDocument, ReviewedConversationChangedDocument } from './review.generated.ts';

/** The newer draft may still be in the making; its review tells of itself, not of this one. */
const SUCCESSOR_MS = 2_000;

/** One review with its conversation, live. What happens to the review itself arrives with the queue's events. */
export function useOpenReview(id: string) {
  const { cache } = useApolloClient();
  const cursor = useFeedCursor();
  const scopes = useScopeVariables(
    'readConversations',
    'readRuns',
    'readPersonalData',
    'readKnowledge',
    'decideReviews',
    'readLeads',
  );
  const { data, error, refetch, fetchMore, startPolling, stopPolling } = useQuery(OpenReviewDocument, {
    variables: { ...scopes, id },
    fetchPolicy: 'cache-and-network',
  });
  const review = data?.review;
  const isOutdated = review?.status === 'SUPERSEDED';
  const isSuccessorKnown = review?.supersededBy != null;
  useEffect(() => {
    if (!isOutdated) return;
    // the message that outdates it belongs into the thread
    void refetch().catch(() => undefined);
    if (!isSuccessorKnown) startPolling(SUCCESSOR_MS);
    return stopPolling;
  }, [isOutdated, isSuccessorKnown, refetch, startPolling, stopPolling]);

  const draft = review?.draftText;
  const draftBefore = useRef(draft);
  useEffect(() => {
    // written again in another window: the event has the words, its sources and its cost stand in the run
    if (draftBefore.current !== undefined && draft !== draftBefore.current) void refetch().catch(() => undefined);
    draftBefore.current = draft;
  }, [draft, refetch]);

  const conversationId = review?.conversation?.id ?? null;
  usePresence(conversationId);
  useEvents(
    ReviewedConversationChangedDocument,
    { after: cursor, variables: { id: conversationId ?? '' }, skip: conversationId === null },
    ({ conversationChanged: { message } }) => {
      if (message && conversationId !== null) placeMessage(cache, conversationId, message);
    },
  );
  const page = review?.conversation?.messages.pageInfo;
  return {
    /** Undefined until it is known; null where there is none. */
    review,
    error: error ?? null,
    retry: refetch,
    /** Null where nothing stands before what is shown. */
    showEarlier: page?.hasNextPage ? () => fetchMore({ variables: { earlierThan: page.endCursor } }) : null,
  };
}
