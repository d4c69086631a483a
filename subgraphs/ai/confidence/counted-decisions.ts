import type { Gate } from './gate.ts';
import type { Decision } from './read-decisions.ts';

/** Those that tell the error of what goes out unseen, on drafts made since the gate's beginning. */
export const countedDecisions = (gate: Pick<Gate, 'since'>, decided: readonly Decision[]): Decision[] => {
  const since = gate.since === null ? 0 : Date.parse(gate.since);
  return decided.filter(({ countsForBound, madeAt }) => countsForBound && new Date(madeAt).getTime() >= since);
};
