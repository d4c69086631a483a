import type { ExecutionResult } from 'graphql';
import type { EventStream } from './live-event.ts';

/** The results of a stream, without what only the gateway needs. */
export function resultsOf(stream: EventStream): AsyncGenerator<ExecutionResult, void, void> {
  const done = { done: true, value: undefined } as const;
  const results = {
    async next() {
      const step = await stream.next();
      return step.done === true ? done : { done: false as const, value: step.value.result };
    },
    async return() {
      await stream.return?.();
      return done;
    },
    async throw(error: unknown) {
      await stream.return?.();
      throw error;
    },
    [Symbol.asyncIterator]: () => results,
    [Symbol.asyncDispose]: async () => void (await results.return()),
  } as AsyncGenerator<ExecutionResult, void, void>;
  return results;
}
