import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './support/axe.ts';
import { hasBrowser, openBrowser, signIn } from './support/browser.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';

const THEMES = ['light', 'dark'] as const;
const PAGES = ['Review', 'Conversations', 'Leads', 'Runs', 'Insights', 'Knowledge', 'Operations'] as const;
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

  it('names each page, takes the focus to it, and needs no scrolling sideways at twice the size of letters', async () => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    // 1280 px at 200 %
    await page.setViewportSize({ width: 640, height: 450 });
    await page.goto(`${system.url}/review`);
    const menu = page.getByRole('navigation', { name: 'Navigation' });
    const titles = new Set<string>();
    for (const name of PAGES) {
      await page.getByRole('button', { name: 'Navigation' }).click();
      // with what waits beside it
      await menu.getByRole('link', { name: new RegExp(`^${name}`) }).click();
      await page.getByRole('main', { name, exact: true }).waitFor();
      await page.getByRole('heading', { level: 1 }).waitFor();
      titles.add((await page.title()).replace(/^\(\d+\) /, ''));
      if (name !== 'Review') expect(await focused(page), name).toMatch(/^main/);
      const [content, window] = (await page.evaluate(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      )) as [number, number];
      expect(content, `${name} scrolls sideways`).toBeLessThanOrEqual(window);
    }
    expect([...titles]).toEqual(PAGES.map((name) => `${name} · Parley`));
  }, 60_000);

  it('reaches every action by Tab alone, each with a focus that is seen, and leaves the page at its end', async () => {
    await page.setViewportSize(WIDTHS.desk);
    const found: string[] = [];
    for (const name of PAGES) {
      await page.goto(`${system.url}/${name.toLowerCase()}`);
      await page.getByRole('main', { name, exact: true }).waitFor();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('[class*="Loader"]').first().waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Olivia Owner' }).waitFor();
      found.push(...(await tabThrough(page)).map((what) => `${name}: ${what}`));
    }
    expect(found).toEqual([]);
  }, 60_000);

  it('leads past the menu at once, and gives the focus back where a dialog was opened from', async () => {
    await page.goto(`${system.url}/leads`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('a Skip to the content');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toMatch(/^main/);
    await page.goto(`${system.url}/operations/channels`);
    const opener = page.getByRole('button', { name: 'Connect a channel' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.querySelector("[role=dialog]").contains(document.activeElement)')).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('button Connect a channel');
  }, 60_000);

  it('breaks nowhere and loads nothing that its policy refuses', () => expect(complaints).toEqual([]));
});

const focused = (page: Page): Promise<string> =>
  page.evaluate('document.activeElement.localName + " " + (document.activeElement.innerText ?? "")');

/**
 * What is wrong on the way through the page by Tab: what shows no focus, and what is never reached. Whoever has focus is marked, so
 * that the way ends where it began, or after too many steps where it is a trap.
 */
const TAB_STOP = `(() => {
  const element = document.activeElement;
  if (element === document.body || element === null) return { kind: 'END' };
  // a date has stops for day, month and year, which are one element
  if (element.dataset.tabbed === 'last') return { kind: 'WITHIN' };
  if (element.dataset.tabbed) return { kind: 'END' };
  for (const last of document.querySelectorAll('[data-tabbed=last]')) last.dataset.tabbed = 'yes';
  element.dataset.tabbed = 'last';
  const look = (of) => {
    // a colour that is still on its way says nothing
    for (const animation of of.getAnimations()) animation.finish();
    const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } = getComputedStyle(of); 
    return [outlineStyle === 'none' ? '' : outlineWidth + outlineStyle, boxShadow, borderColor, backgroundColor].join();
  };
  // a switch shows it beside the hidden field, a choice of several around it
  const up = element.parentElement;
  const seen = [element, element.nextElementSibling, up, up.parentElement, up.parentElement?.parentElement].filter(Boolean);
  const withFocus = seen.map(look);
  element.blur();
  const without = seen.map(look);
  element.focus();
  const name = element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.innerText ?? '';
  return { kind: 'STOP', name: element.localName + ' ' + name.trim().slice(0, 40), isSeen: withFocus.some((style, place) => style !== without[place]) };
})()`;

const UNREACHED = `[...document.querySelectorAll('a[href], button, input, select, textarea, [tabindex="0"]')]
  .filter((element) => element.checkVisibility() && !element.disabled && element.tabIndex >= 0 && !element.dataset.tabbed)
  .filter((element) => element.type !== 'radio' || !document.querySelector('[name="' + element.name + '"][data-tabbed]'))
  .map((element) => 'never reached: ' + element.localName + ' ' + (element.getAttribute('aria-label') ?? element.innerText).slice(0, 40))`;

const MOST_STOPS = 150;

async function tabThrough(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab');
    const stop = (await page.evaluate(TAB_STOP)) as { kind: 'END' | 'WITHIN' } | { kind: 'STOP'; name: string; isSeen: boolean };
    if (stop.kind === 'END') return [...wrong, ...((await page.evaluate(UNREACHED)) as string[])];
    if (stop.kind === 'STOP' && !stop.isSeen) wrong.push(`no focus is seen: ${stop.name}`);
  }
  return [...wrong, `no end after ${MOST_STOPS} stops`];
}
