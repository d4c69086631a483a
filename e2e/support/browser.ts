import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Debian's: no browser comes with npm. */
const CHROMIUM = '/usr/bin/chromium';

export const hasBrowser = existsSync(CHROMIUM);

export interface Reader {
  readonly page: Page;
  /** What the page complained about: a broken script, a refused style, an error that nobody caught. */
  readonly complaints: readonly string[];
}

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });

/** A person with a browser of their own: nothing is shared with the others. */
export async function signIn(browser: Browser, url: string, token: string): Promise<Reader> {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Vienna',
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${url}/#token=${token}`);
  return { page, complaints };
}
