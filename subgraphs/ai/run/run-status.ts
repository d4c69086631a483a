import { registerEnumType } from 'type-graphql';

export const RunStatus = {
  RUNNING: 'RUNNING',
  AUTO_REPLIED: 'AUTO_REPLIED',
  IN_REVIEW: 'IN_REVIEW',
  REPLIED_AFTER_REVIEW: 'REPLIED_AFTER_REVIEW',
  REJECTED: 'REJECTED',
  SUPERSEDED: 'SUPERSEDED',
  NO_REPLY: 'NO_REPLY',
  FAILED: 'FAILED',
} as const;
export type RunStatus = keyof typeof RunStatus;
registerEnumType(RunStatus, {
  name: 'RunStatus',
  description: 'What became of a message.',
  valuesConfig: {
    RUNNING: { description: 'Scored; the reply is still being made.' },
    AUTO_REPLIED: { description: 'The machine was sure enough and its reply was handed to the platform.' },
    IN_REVIEW: { description: 'A person decides.' },
    REPLIED_AFTER_REVIEW: { description: 'The platform accepted the reply that a person approved.' },
    REJECTED: { description: 'A person decided that nothing is sent.' },
    SUPERSEDED: { description: 'The customer wrote again before an answer went out.' },
    NO_REPLY: { description: 'Nothing is sent: spam, or the platform no longer accepts a reply.' },
    FAILED: { description: 'A reply was approved by the machine and did not reach the customer for certain.' },
  },
});

const FINAL: readonly RunStatus[] = [];

const MOVES: Readonly<Record<RunStatus, readonly RunStatus[]>> = {
  RUNNING: [RunStatus.AUTO_REPLIED, RunStatus.IN_REVIEW, RunStatus.SUPERSEDED, RunStatus.NO_REPLY],
  // the platform, or `conversations` on its behalf, may refuse what the machine approved
  AUTO_REPLIED: [RunStatus.SUPERSEDED, RunStatus.NO_REPLY, RunStatus.FAILED],
  IN_REVIEW: [RunStatus.REPLIED_AFTER_REVIEW, RunStatus.REJECTED, RunStatus.SUPERSEDED, RunStatus.NO_REPLY],
  REPLIED_AFTER_REVIEW: FINAL,
  REJECTED: FINAL,
  SUPERSEDED: FINAL,
  NO_REPLY: FINAL,
  FAILED: FINAL,
};

/** Throws on a move that the table does not know. */
export function moveRun(run: { id: string; status: RunStatus }, to: RunStatus): void {
  if (!MOVES[run.status].includes(to)) throw new Error(`run ${run.id} cannot go from ${run.status} to ${to}`);
  run.status = to;
}
