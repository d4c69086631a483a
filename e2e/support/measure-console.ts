import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { newReader, signIn } from './browser.ts';
import type { ApiClient } from './client.ts';

/**
 * From the address to the frame that shows the queue, by a browser that has seen nothing of it. The page itself notes the moment: who asks a
 * page from outside whether something is there asks every half second.
 */
export async function firstViewMs(browser: Browser, url: string, token: string): Promise<number> {
  const context = await newReader(browser);
  const page = await context.newPage();
  await page.addInitScript(`window.firstView = new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      if (!/nothing waits|\\d+ waits?/.test(document.body?.textContent ?? '')) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
    });
    watch.observe(document, { subtree: true, childList: true, characterData: true });
  })`);
  const startedAt = Date.now();
  await page.goto(`${url}/#token=${token}`, { waitUntil: 'commit' });
  const ms = (await page.evaluate<number>('window.firstView')) - startedAt;
  await context.close();
  return ms;
}

/** Opens the table of leads and waits for its first rows and for its events. */
export async function openLeads(browser: Browser, url: string, token: string): Promise<Page> {
  const { page } = await signIn(browser, url, token);
  await page.goto(`${url}/leads/table`);
  await page.locator('tr[data-index="0"]').waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

/** For each of `count` changes of a lead: from the server's time of the change, before its commit, until a browser that watches drew it. */
export async function eventsToScreenMs(page: Page, api: ApiClient, count: number): Promise<number[]> {
  const { leads } = await api.ask('{ leads(first: 1) { nodes { id tier } } }');
  const [lead] = leads.nodes;
  const latencies: number[] = [];
  for (let n = 0; n < count; n++) {
    const tier = n % 2 === 0 ? 'HOT' : 'COLD';
    const word = n % 2 === 0 ? 'Hot' : 'Cold';
    // registered before anything changes: resolves once the frame with the change is about to be shown
    const drawn = page.evaluate<number>(`new Promise((resolve) => {
      const link = 'a[href$="${lead.id}"]';
      const look = () => document.querySelector(link)?.closest('tr').textContent.includes('${word}');
      const done = () => requestAnimationFrame(() => resolve(Date.now()));
      if (look()) return done();
      const watch = new MutationObserver(() => { if (look()) { watch.disconnect(); done(); } });
      watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    })`);
    const { overrideLeadTier } = await api.ask(
      'mutation Set($id: ID!, $tier: LeadTier!) { overrideLeadTier(id: $id, tier: $tier, reason: "measured") { updatedAt } }',
      { id: lead.id, tier },
    );
    latencies.push((await drawn) - Date.parse(overrideLeadTier.updatedAt));
  }
  // the first may find the lead as it is already
  return latencies.slice(1);
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds that the thread itself worked, whatever else the machine did meanwhile. */
  readonly tdur?: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}

/** A task of a page's main thread: how long it took, and how much of that the thread itself worked. */
export interface Task {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Scrolls a table of `rows` to its end, and answers every task that the page had meanwhile. */
export async function scrollTasksMs(browser: Browser, page: Page, rows: number): Promise<Task[]> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  await page.evaluate(`new Promise((resolve) => {
    const box = document.querySelector('.virtual-scroll');
    const step = () => {
      box.scrollTop += 1500;
      if (box.querySelector('tr[aria-rowindex="${rows + 1}"]')) resolve();
      else requestAnimationFrame(step);
    };
    step();
  })`);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: readonly TraceEvent[] };
  const mains = new Set(traceEvents.filter(({ args }) => args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
  return traceEvents
    .filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && mains.has(`${pid} ${tid}`))
    .map(({ dur = 0, tdur = 0 }) => ({ wallMs: dur / 1000, cpuMs: tdur / 1000 }));
}

/** What a browser loads before anything is shown: index.html, all that it names, and what these import at once. */
export function initialLoadBytes(folder: string): { js: number; css: number } {
  const files = new Set<string>();
  const add = (name: string): void => {
    if (files.has(name)) return;
    files.add(name);
    if (!name.endsWith('.js')) return;
    const code = readFileSync(`${folder}/assets/${name}`, 'utf8');
    for (const [, imported] of code.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) if (imported) add(imported);
  };
  const html = readFileSync(`${folder}/index.html`, 'utf8');
  for (const [, name] of html.matchAll(/assets\/([\w.-]+\.(?:js|css))"/g)) if (name) add(name);
  // one language, the larger of them
  const languages = readdirSync(`${folder}/assets`).filter((name) => /^(en|de)-[\w-]{8}\.js$/.test(name));
  const [language] = languages.sort(
    (a, b) => readFileSync(`${folder}/assets/${b}`).length - readFileSync(`${folder}/assets/${a}`).length,
  );
  if (language) add(language);
  if (files.size === 0) throw new Error(`${folder}/index.html names no files of ${readdirSync(`${folder}/assets`).length}`);
  const size = (ending: string): number =>
    [...files]
      .filter((name) => name.endsWith(ending))
      .reduce((sum, name) => sum + gzipSync(readFileSync(`${folder}/assets/${name}`), { level: 9 }).length, 0);
  return { js: size('.js'), css: size('.css') };
}

/** Classes of Mantine that the built scripts name, and that Mantine has styles for, without a style in what was built. */
export function missingStyles(folder: string, allStyles: string): string[] {
  const read = (ending: string): string =>
    readdirSync(`${folder}/assets`)
      .filter((name) => name.endsWith(ending))
      .map((name) => readFileSync(`${folder}/assets/${name}`, 'utf8'))
      .join('\n');
  const namedIn = (text: string): Set<string> => new Set(text.match(/\bm_[0-9a-f]+\b/g));
  const [has, built] = [namedIn(readFileSync(allStyles, 'utf8')), namedIn(read('.css'))];
  return [...namedIn(read('.js'))].filter((name) => has.has(name) && !built.has(name));
}

export const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;
