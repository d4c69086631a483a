import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { askedOnce } from '../../api/asked-once.ts';
import { useSession } from '../../session/session.tsx';
import {
  DeadLettersDocument,
  type DeadLettersQueryVariables,
  DiscardDeadLetterDocument,
  ReplayDeadLettersDocument,
  type ReplayDeadLettersMutation,
} from './dead-letters.generated.ts';
import { useAttempt } from './use-attempt.ts';

export type DeadLetterFilter = NonNullable<DeadLettersQueryVariables['filter']>;

export function useDeadLetters(filter: DeadLetterFilter) {
  const manageOperations = useSession().may('operations:manage');
  const { data, error, refetch, fetchMore } = useQuery(DeadLettersDocument, {
    variables: { filter, manageOperations },
    fetchPolicy: 'cache-and-network',
  });
  const page = data?.deadLetters;
  return {
    letters: page?.nodes ?? null,
    error: error ?? null,
    retry: refetch,
    showMore: page?.pageInfo.hasNextPage ? () => fetchMore({ variables: { after: page.pageInfo.endCursor } }) : null,
  };
}

type Report = ReplayDeadLettersMutation['replayDeadLetters'];

/** A replay is shown dry before it is done; the report of the latest of either. */
export function useReplay(filter: DeadLetterFilter) {
  const { problem, isBusy, attempt } = useAttempt();
  const [once] = useState(askedOnce);
  const [report, setReport] = useState<Report | null>(null);
  const [run] = useMutation(ReplayDeadLettersDocument);
  const replay = (dryRun: boolean) =>
    attempt(async () => {
      const refetchQueries = dryRun ? [] : [DeadLettersDocument];
      const ask = (idempotencyKey: string | null) => run({ variables: { filter, dryRun, idempotencyKey }, refetchQueries });
      const { data } = await (dryRun ? ask(null) : once(filter, ask));
      setReport(data?.replayDeadLetters ?? null);
    });
  return { problem, isBusy, report, tryOut: () => replay(true), replay: () => replay(false), forget: () => setReport(null) };
}

export function useDiscard(id: string) {
  const { problem, isBusy, attempt } = useAttempt();
  const manageOperations = useSession().may('operations:manage');
  const [discard] = useMutation(DiscardDeadLetterDocument);
  return {
    problem,
    isBusy,
    discard: (reason: string) => attempt(() => discard({ variables: { id, reason, manageOperations } })),
  };
}
