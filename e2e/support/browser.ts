import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page, type Route } from 'playwright-core';
import { watchPage } from './open-pages.ts';

/** Debian's: no browser comes with npm. */
const CHROMIUM = '/usr/bin/chromium';

export const hasBrowser = existsSync(CHROMIUM);

export interface Reader {
  readonly page: Page;
  /** What the page complained about: a broken script, a refused style, an error that nobody caught. */
  readonly complaints: readonly string[];
  /** Keeps the answers to an operation back until they are released. */
  holdBack(operationName: string): Promise<HeldBack>;
}

export interface HeldBack {
  /** Parley has answered: what happens from now on is not in the first of the answers. */
  readonly isAnswered: Promise<void>;
  /** Resolves when the answers have arrived. */
  release(): Promise<void>;
}

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });

/** A browser that nobody used before: nothing is shared with the others. */
export const newReader = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Vienna', viewport: { width: 1280, height: 900 } });

/** A person with a browser of their own. */
export async function signIn(browser: Browser, url: string, token: string): Promise<Reader> {
  const context = await newReader(browser);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  watchPage(page);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${url}/#token=${token}`);
  // kept by the console once its language is there: an address that is opened before that meets the sign-in page
  await page.waitForURL(({ hash }) => !hash.includes('token='));
  return { page, complaints, holdBack: (operationName) => holdBack(page, operationName) };
}

/**
 * Has the test answer these operations, by name, until the returned function is called. Chromium says that it intercepts before it does: on a busy
 * machine the next requests went by, and unseen. So one is made that tells.
 */
export async function intercept(
  page: Page,
  operations: Readonly<Record<string, (route: Route) => Promise<unknown>>>,
): Promise<() => Promise<void>> {
  const handle = (route: Route): Promise<unknown> => {
    const answer = operations[route.request().postDataJSON()?.operationName];
    return answer ? answer(route) : route.fallback();
  };
  const isProbe = (url: URL): boolean => url.search === '?intercepted';
  const stop = async (): Promise<void> => {
    await page.unroute(isProbe);
    await page.unroute('**/graphql', handle);
  };
  for (;;) {
    await page.route('**/graphql', handle);
    await page.route(isProbe, (route) => route.fulfill({ status: 204 }));
    const status = await page.evaluate("fetch('/?intercepted').then(({ status }) => status)");
    if (status === 204) return stop;
    await stop();
  }
}

async function holdBack(page: Page, operationName: string): Promise<HeldBack> {
  const gate = Promise.withResolvers<void>();
  const first = Promise.withResolvers<void>();
  const answered: Promise<void>[] = [];
  let isReleased = false;
  const answer = async (route: Route): Promise<void> => {
    const response = await route.fetch();
    first.resolve();
    await gate.promise;
    await route.fulfill({ response });
  };
  const handle = async (route: Route): Promise<void> => {
    if (isReleased) return route.fallback();
    answered.push(answer(route));
    await answered.at(-1);
  };
  const letThrough = await intercept(page, { [operationName]: handle });
  const release = async (): Promise<void> => {
    // what the page asks because of an answer is not held any more
    isReleased = true;
    gate.resolve();
    await Promise.all(answered);
    await letThrough();
    // the page takes in what arrived before it is looked at
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => resolve(null)))');
  };
  return { isAnswered: first.promise, release };
}
