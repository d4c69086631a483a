import type { Logger } from '#kernel/telemetry/logger.ts';

/** Two signals so close together are one Ctrl-C: npm passes on what the terminal has sent to everybody already. */
const SAME_SIGNAL_MS = 500;

/**
 * The first SIGTERM or SIGINT ends the process in order, a later one at once. Called before the start, so that a start that is interrupted
 * leaves nothing running either: `stop` waits for it. What is answered is aborted with the first signal.
 */
export function stopOnSignal(stop: () => Promise<void>, logger: Logger): AbortSignal {
  const stopped = new AbortController();
  let firstAt = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopped.signal.aborted) {
      if (performance.now() - firstAt > SAME_SIGNAL_MS) process.exit(130);
      return;
    }
    firstAt = performance.now();
    stopped.abort(new Error(signal));
    logger.info({ signal }, 'stopping');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return stopped.signal;
}
