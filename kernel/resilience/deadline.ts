import { TransientError } from '#kernel/errors/delivery-error.ts';

/**
 * Runs `fn` until it settles or `ms` have passed: then the signal that it was given is aborted and the result is a
 * `TransientError`, even where `fn` does not listen to the signal. `signal` of the caller aborts it earlier, with its own reason.
 * What `fn` began may go on behind a rejection: a write that was under way has an unknown outcome.
 */
export const withDeadline = async <Result>(
  ms: number,
  signal: AbortSignal | undefined,
  fn: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> => {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (reason: unknown): void => {
    controller.abort(reason);
    reject(reason);
  };
  const timer = setTimeout(() => abort(new TransientError(`No answer within ${ms} ms.`)), ms);
  const onCallerAborted = (): void => abort(signal?.reason);
  signal?.addEventListener('abort', onCallerAborted, { once: true });
  try {
    return await Promise.race([fn(controller.signal), aborted]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onCallerAborted);
  }
};
