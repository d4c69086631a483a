import { ModelFailure, ModelOutage } from '../connectors/model-failure.ts';
import type { Answer, ModelCall } from '../connectors/model-provider.ts';
import type { StepRecord, StepText } from './run.entity.ts';
import type { AgentName } from './run-enums.ts';

/** What is said in clear of a step, and what it read and wrote, which is sealed. */
export interface Step {
  readonly record: StepRecord;
  readonly text: StepText;
}

export function stepOf(agent: AgentName, input: string, { value, call }: Answer<unknown>): Step {
  return {
    record: { ...recordOf(call), agent },
    text: { input, output: typeof value === 'string' ? value : JSON.stringify(value) },
  };
}

/** What a vendor's model was asked in vain, with what that cost. None for a failure that tells nothing of its call. */
export const failedStepsOf = (agent: AgentName, input: string, error: unknown): Step[] =>
  error instanceof ModelFailure || error instanceof ModelOutage
    ? [{ record: { ...recordOf(error.call), agent, error: error.message }, text: { input, output: '' } }]
    : [];

const recordOf = ({ startedAt, ...call }: ModelCall): Omit<StepRecord, 'agent'> => ({
  ...call,
  startedAt: startedAt.toISOString(),
  error: null,
});
