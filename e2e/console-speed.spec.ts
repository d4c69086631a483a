import { availableParallelism, loadavg } from 'node:os';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, openBrowser } from './support/browser.ts';
import { ApiClient } from './support/client.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';
import { addLeads } from './support/many-leads.ts';
import {
  eventsToScreenMs,
  firstViewMs,
  initialLoadBytes,
  missingStyles,
  openLeads,
  p95,
  scrollTasksMs,
} from './support/measure-console.ts';

/** `npm run bench console` scrolls ten thousand. */
const ROWS = 2_000;
const ROUNDS = 5;

/**
 * Noise of the machine only ever adds: the best of some rounds says what the console can. But another suite runs on the same cores all the
 * time, so there is no quiet round: what the clock says may be twice the budget here, and three times where the load says so. This finds a
 * console that became much slower; how fast it is says `npm run bench console`. Tasks are counted in the main thread's own CPU time, which
 * others hardly lengthen.
 */
const allowedMs = (budgetMs: number): number => budgetMs * Math.min(3, Math.max(2, (loadavg()[0] ?? 0) / availableParallelism()));

async function leastOf(budgetMs: number, measure: () => Promise<number>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS && least >= budgetMs; round++) least = Math.min(least, await measure());
  return least;
}

it('the first view loads less than 250,000 bytes, compressed, with its language', () => {
  const { js, css } = initialLoadBytes('dist/console');
  expect(js + css).toBeLessThan(250_000);
});

it('every component that is used has its styles (console/mantine-styles.ts)', () => {
  expect(missingStyles('dist/console', 'node_modules/@mantine/core/styles.css')).toEqual([]);
});

describe.skipIf(!hasBrowser)('the console keeps its budgets', () => {
  let system: InProcessSystem;
  let browser: Browser;
  beforeAll(async () => {
    system = await startInProcess();
    await addLeads(system, ROWS);
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.close();
  }, 30_000);

  it('shows the queue soon in a browser that has seen nothing of it', async () => {
    const token = await system.token();
    const budgetMs = allowedMs(1_500);
    expect(await leastOf(budgetMs, () => firstViewMs(browser, system.url, token))).toBeLessThan(budgetMs);
  }, 60_000);

  it('draws an event soon after the change (p95 of 20)', async () => {
    const token = await system.token();
    const page = await openLeads(browser, system.url, token);
    const api = new ApiClient(system.url, token);
    const budgetMs = allowedMs(200);
    expect(await leastOf(budgetMs, async () => p95(await eventsToScreenMs(page, api, 21)))).toBeLessThan(budgetMs);
    await page.context().close();
  }, 90_000);

  it('scrolls a long list to its end without a task over 100 ms, and draws only what is seen', async () => {
    const token = await system.token();
    const longestTaskMs = async (): Promise<number> => {
      const page = await openLeads(browser, system.url, token);
      const tasks = await scrollTasksMs(browser, page, ROWS);
      expect(await page.locator('tr[data-index]').count()).toBeLessThan(80);
      expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe(String(ROWS + 1));
      await page.context().close();
      return Math.max(...tasks.map(({ cpuMs }) => cpuMs));
    };
    expect(await leastOf(100, longestTaskMs)).toBeLessThan(100);
  }, 120_000);
});
