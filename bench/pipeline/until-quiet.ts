import { setTimeout as delay } from 'node:timers/promises';
import type { BenchDatabase } from '../support/bench-database.ts';

const QUIET_TIMEOUT_MS = 120_000;

/** Messages with anything left to do, that of the CRM included. */
export async function countWaiting(database: BenchDatabase, forSeconds = 0): Promise<number> {
  const [row] = await database.query<{ waiting: number }>(
    // stored bodies leave the inbound log a moment later; what was received by then and stands there still is waiting
    `select ((select count(*) from platform.inbound_log where received_at < now() - $1 * interval '1 second')
      + (select count(distinct key) from platform.slot where pending > 0))::float8 as waiting`,
    [forSeconds],
  );
  return row?.waiting ?? 0;
}

export async function untilQuiet(database: BenchDatabase): Promise<void> {
  const until = performance.now() + QUIET_TIMEOUT_MS;
  while ((await countWaiting(database)) > 0) {
    if (performance.now() > until) throw new Error('the system does not come to rest');
    await delay(50);
  }
  // an echo may still be on its way
  await delay(100);
  if ((await countWaiting(database)) > 0) await untilQuiet(database);
}
