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

const recordOf = ({ startedAt, ...call }: ModelCall): Omit<StepRecord, 'agent'> => ({
  ...call,
  startedAt: startedAt.toISOString(),
  error: null,
});
