import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, openBrowser, signIn } from './support/browser.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';

const THEMES = ['light', 'dark'] as const;
const WIDTHS = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

describe.skipIf(!hasBrowser)('every page of the console', () => {
  let system: InProcessSystem;
  let browser: Browser;
  let page: Page;
  let complaints: readonly string[];

  beforeAll(async () => {
    system = await startInProcess();
    await postWebhook(
      system.url,
      messengerBody({
        page: system.page,
        psid: 'ada',
        text: 'Do you rent out tandems on public holidays? I am Ada, ada@lovelace.example.',
      }),
    );
    browser = await openBrowser();
    ({ page, complaints } = await signIn(browser, system.url, await system.token()));
    await page.getByRole('listitem').first().waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.close();
  }, 30_000);

  it('has nothing serious that axe finds, in either theme, at a desk and on a phone', async () => {
    const addresses = await page
      .getByRole('navigation')
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(addresses).toEqual(expect.arrayContaining(['/review', '/leads', '/knowledge']));
    const found: string[] = [];
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      for (const [width, size] of Object.entries(WIDTHS)) {
        await page.setViewportSize(size);
        for (const address of addresses) {
          await page.goto(system.url + address);
          await page.getByRole('heading', { level: 1 }).waitFor();
          await page.locator('[class*="Loader"]').first().waitFor({ state: 'detached' });
          for (const { id, impact, nodes } of await violations(page))
            found.push(...nodes.map(({ html }) => `${colorScheme} ${width} ${address}: ${id} (${impact}) ${html}`));
        }
      }
    }
    expect(found).toEqual([]);
  }, 120_000);

  it('breaks nowhere and loads nothing that its policy refuses', () => expect(complaints).toEqual([]));
});

/** Serious and critical ones. The script comes through the debugger: the page's policy would not let it in. */
async function violations(page: Page): Promise<axe.Result[]> {
  await page.evaluate(axe.source);
  const { violations: all } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return all.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}
