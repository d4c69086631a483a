import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePdf } from '../console/pages/knowledge/pdf-fixture.ts';
import { hasBrowser, openBrowser, type Reader, signIn } from './support/browser.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';

const file = (name: string, content: string | Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

/** Files that become knowledge in the reader's browser. */
describe.skipIf(!hasBrowser)('the knowledge page', () => {
  let system: InProcessSystem;
  let browser: Browser;
  let desk: Reader;
  const item = (name: string) => desk.page.getByRole('listitem', { name });

  beforeAll(async () => {
    system = await startInProcess();
    browser = await openBrowser();
    desk = await signIn(browser, system.url, await system.token());
    await desk.page.getByRole('link', { name: 'Knowledge' }).click();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.close();
  }, 30_000);

  it('makes documents of the four kinds, and says what is wrong with a fifth, which holds up none', async () => {
    await desk.page
      .locator('input[type=file]')
      .setInputFiles([
        file('opening_hours.txt', 'We open at nine.'),
        file('returns.md', 'Before it.\n\n# Returning a bike\n\nWithin thirty days.'),
        file(
          'page.html',
          '<title>Shipping</title><nav>Menu</nav><h2>Costs</h2><ul><li>Four euros</li></ul><script>bad()</script>',
        ),
        file('warranty.pdf', makePdf(['Five years on frames.', 'Two years on parts.'])),
        file('picture.txt', new Uint8Array([0x89, 0x50, 0, 1])),
      ]);
    await item('picture.txt').getByText('This is not a text file.').waitFor();
    expect(await item('returns.md').getByLabel('Title').inputValue()).toBe('Returning a bike');
    expect(await item('page.html').getByLabel('Title').inputValue()).toBe('Shipping');
    await item('page.html').getByText('## Costs').waitFor();
    expect(await item('page.html').getByText('Menu').count()).toBe(0);
    await item('warranty.pdf').getByText('Two years on parts.').waitFor();
    await desk.page.getByRole('button', { name: 'Add all 4' }).click();
    for (const name of ['opening_hours.txt', 'returns.md', 'page.html', 'warranty.pdf'])
      await item(name).getByText('Ready').waitFor();
    expect(desk.complaints).toEqual([]);
  }, 60_000);

  it('replaces what a file of the same name said, and makes no twin', async () => {
    await item('returns.md').getByRole('button', { name: 'Close' }).click();
    await desk.page.locator('input[type=file]').setInputFiles([file('returns.md', '# Returning a bike\n\nWithin sixty days.')]);
    await item('returns.md').getByRole('button', { name: 'Replace' }).click();
    await item('returns.md').getByText('Ready').waitFor();
    expect(await desk.page.getByRole('link', { name: 'Returning a bike' }).count()).toBe(1);
  }, 30_000);
});
