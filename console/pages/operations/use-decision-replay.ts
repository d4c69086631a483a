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
  const { data, error, startPolling, stopPolling } = useQuery(DecisionReplayDocument, {
    variables: { id: id ?? '', ...scopes },
    skip: id === null,
    fetchPolicy: 'network-only',
  });
  const isRunning = id !== null && (data?.decisionReplay == null || data.decisionReplay.status === 'RUNNING');
  useEffect(() => {
    if (!isRunning) return;
    startPolling(WHILE_RUNNING_MS);
    return stopPolling;
  }, [isRunning, startPolling, stopPolling]);
  return {
    isRunning,
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
