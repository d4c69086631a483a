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
 * Noise of the machine only ever adds: one round that keeps the budget shows that the console can, and a console that cannot keeps it in
 * none. Nothing is divided by the load: a half-busy machine would excuse a console that is twice too slow. Tasks are counted in the main
 * thread's own CPU time, which no other process lengthens by much.
 */
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

  it('shows the queue within 1.5 seconds in a browser that has seen nothing of it', async () => {
    const token = await system.token();
    expect(await leastOf(1_500, () => firstViewMs(browser, system.url, token))).toBeLessThan(1_500);
  }, 60_000);

  it('draws an event within 200 ms of the change (p95 of 20)', async () => {
    const token = await system.token();
    const page = await openLeads(browser, system.url, token);
    const api = new ApiClient(system.url, token);
    expect(await leastOf(200, async () => p95(await eventsToScreenMs(page, api, 21)))).toBeLessThan(200);
    await page.context().close();
  }, 90_000);

  it('scrolls a long list to its end without a task over 100 ms, and draws only what is seen', async () => {
    const page = await openLeads(browser, system.url, await system.token());
    const tasks = (await scrollTasksMs(browser, page, ROWS)).map(({ cpuMs }) => cpuMs).toSorted((a, b) => b - a);
    expect(tasks[0]).toBeLessThan(100);
    expect(await page.locator('tr[data-index]').count()).toBeLessThan(80);
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe(String(ROWS + 1));
    await page.context().close();
  }, 120_000);
});
