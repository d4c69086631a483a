import type { Browser } from 'playwright-core';
import { startEmbeddedPostgres } from '#kernel/persistence/embedded-postgres.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { openBrowser } from '../e2e/support/browser.ts';
import { ApiClient } from '../e2e/support/client.ts';
import { type InProcessSystem, startInProcess } from '../e2e/support/in-process-system.ts';
import { addLeads } from '../e2e/support/many-leads.ts';
import { eventsToScreenMs, firstViewMs, initialLoadBytes, openLeads, scrollTasksMs } from '../e2e/support/measure-console.ts';
import type { BenchOptions, BenchResult } from './bench.ts';
import { latenciesOf, rounded } from './support/latencies.ts';

const WANTED = { firstViewMs: 1_500, eventMs: 200, taskMs: 100, bytes: 250_000 };
const LONG_TASK_MS = 50;

/** What a reader's browser waits for, on this machine, which serves them as well: budgets of issue 5. */
export async function run({ tempDir, flags }: BenchOptions): Promise<BenchResult> {
  const number = (flag: string, otherwise: number): number => Number(flags.get(flag) ?? otherwise);
  const rows = number('rows', 10_000);
  const postgres = await startEmbeddedPostgres({ dataDir: tempDir, logger: createLogger({ level: 'silent', name: 'bench' }) });
  const database = { ownerUrl: postgres.url(), drop: async () => undefined };
  let system: InProcessSystem | undefined;
  let browser: Browser | undefined;
  try {
    system = await startInProcess({ database });
    browser = await openBrowser();
    await addLeads(system, rows);
    return await measure(system, browser, { rows, views: number('views', 20), events: number('events', 100) });
  } finally {
    await browser?.close();
    await system?.close();
    await postgres.stop();
  }
}

interface Sizes {
  readonly rows: number;
  readonly views: number;
  readonly events: number;
}

async function measure(system: InProcessSystem, browser: Browser, { rows, views, events }: Sizes): Promise<BenchResult> {
  // a session for each part: the last may take longer than a token
  const token = () => system.token();
  const viewsMs: number[] = [];
  for (let n = 0; n < views; n++) viewsMs.push(await firstViewMs(browser, system.url, await token()));
  const watched = await openLeads(browser, system.url, await token());
  const view = latenciesOf(viewsMs);
  const event = latenciesOf(await eventsToScreenMs(watched, new ApiClient(system.url, await token()), events + 1));
  await watched.context().close();
  const scrolled = await openLeads(browser, system.url, await token());
  const tasks = await scrollTasksMs(browser, scrolled, rows);
  const wall = tasks.map(({ wallMs }) => wallMs);
  const cpu = tasks.map(({ cpuMs }) => cpuMs);
  const { js, css } = initialLoadBytes('dist/console');
  const longest = latenciesOf(cpu).max;
  const over = (values: readonly number[], ms: number): number => values.filter((value) => value > ms).length;
  return {
    name: 'console',
    headers: ['what', 'count', 'p50', 'p95', 'longest', 'over 50 ms', 'over 100 ms'],
    rows: [
      ['first view, ms', view.count, rounded(view.p50), rounded(view.p95), rounded(view.max), '', ''],
      ['event to screen, ms', event.count, rounded(event.p50), rounded(event.p95), rounded(event.max), '', ''],
      ...[wall, cpu].map((values, at) => {
        const { count, p50, p95, max } = latenciesOf(values);
        const name = `tasks of ${rows} rows, ${at === 0 ? 'wall' : 'CPU'} ms`;
        const long = [over(values, LONG_TASK_MS), over(values, WANTED.taskMs)];
        return [name, count, rounded(p50), rounded(p95), rounded(max), ...long];
      }),
      ['initial load, bytes (gzip)', js + css, '', '', '', '', ''],
    ],
    json: { view, event, wall: latenciesOf(wall), cpu: latenciesOf(cpu), js, css },
    targets: [
      {
        name: 'first view (p95)',
        wanted: `under ${WANTED.firstViewMs} ms`,
        measured: `${rounded(view.p95)} ms`,
        met: view.p95 < WANTED.firstViewMs,
      },
      {
        name: 'event to screen (p95)',
        wanted: `under ${WANTED.eventMs} ms`,
        measured: `${rounded(event.p95)} ms`,
        met: event.p95 < WANTED.eventMs,
      },
      {
        name: 'longest task, CPU',
        wanted: `at most ${WANTED.taskMs} ms`,
        measured: `${rounded(longest)} ms`,
        met: longest <= WANTED.taskMs,
      },
      {
        name: 'initial load',
        wanted: `under ${WANTED.bytes} bytes`,
        measured: `${js + css} bytes`,
        met: js + css < WANTED.bytes,
      },
    ],
  };
}
