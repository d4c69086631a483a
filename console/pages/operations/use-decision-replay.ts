import { useMutation, useQuery } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { errorMessage } from '../../api/error-message.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import {
  DecisionReplayDocument,
  type DecisionReplayInput,
  StartDecisionReplayDocument,
  StopDecisionReplayDocument,
} from './decision-replay.generated.ts';
import { useAttempt } from './use-attempt.ts';

const WHILE_RUNNING_MS = 1_000;

/** Asks what a proposal would change; the replay that was asked for is read again until it has ended. */
export function useDecisionReplay() {
  const { problem, isBusy, attempt } = useAttempt();
  const [id, setId] = useState<string | null>(null);
  const scopes = useScopeVariables('readRuns');
  const [start] = useMutation(StartDecisionReplayDocument);
  const [stop] = useMutation(StopDecisionReplayDocument);
  const { data, error, refetch, startPolling, stopPolling } = useQuery(DecisionReplayDocument, {
    variables: { id: id ?? '', ...scopes },
    skip: id === null,
    fetchPolicy: 'network-only',
  });
  const isBegun = id !== null;
  const isGone = isBegun && data?.decisionReplay === null && !error;
  // without an answer it is not asked for on and on: whoever looks at it asks again
  const isRunning = isBegun && !isGone && !error && (data?.decisionReplay?.status ?? 'RUNNING') === 'RUNNING';
  useEffect(() => {
    if (!isRunning) return;
    startPolling(WHILE_RUNNING_MS);
    return stopPolling;
  }, [isRunning, startPolling, stopPolling]);
  return {
    isRunning,
    /** There is none of that id any more. */
    isGone,
    /** Asks what became of it once more; null where it is known. */
    lookAgain: isBegun && error ? () => void refetch().catch(() => undefined) : null,
    replay: data?.decisionReplay ?? null,
    problem: problem ?? (error ? errorMessage(error) : null),
    isBusy,
    begin: (input: DecisionReplayInput) =>
      attempt(async () => {
        const { data: begun } = await start({ variables: { input } });
        setId(begun?.startDecisionReplay.id ?? null);
      }),
    stop: () => attempt(async () => id !== null && (await stop({ variables: { id } }))),
  };
}
