import type { ExecutionResult } from 'graphql';

/** One event of a subscription, joined from all its subgraphs. */
export interface LiveEvent {
  /** Null when the client does not ask for it. */
  readonly cursor: string | null;
  readonly result: ExecutionResult;
}

export type EventStream = AsyncIterableIterator<LiveEvent>;

export const isEventStream = (answer: EventStream | ExecutionResult): answer is EventStream => Symbol.asyncIterator in answer;
