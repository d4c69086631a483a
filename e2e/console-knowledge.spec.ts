import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makePdf } from '../console/pages/knowledge/pdf-fixture.ts';
import { hasBrowser, openBrowser, type Reader, signIn } from './support/browser.ts';
import { ApiClient } from './support/client.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';

const file = (name: string, content: string | Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

const QUESTION = 'Do you rent out tandem bicycles for a weekend?';
/** A document as long as one may be, of which every character takes three bytes, and four characters more. */
const LONGEST = '轮胎需要充气。'.repeat(28_572);

/** Files and questions that become knowledge in the reader's browser. */
describe.skipIf(!hasBrowser)('the knowledge page', () => {
  let system: InProcessSystem;
  let browser: Browser;
  let desk: Reader;
  const item = (name: string) => desk.page.getByRole('listitem', { name });

  beforeAll(async () => {
    system = await startInProcess();
    browser = await openBrowser();
    const token = await system.token();
    await postWebhook(system.url, messengerBody({ page: system.page, psid: 'tandem', text: QUESTION }));
    const api = new ApiClient(system.url, token);
    const asked = async () => (await api.ask('{ knowledgeGaps(first: 5) { id } }'))['knowledgeGaps'];
    await vi.waitFor(async () => expect(await asked()).toHaveLength(1), { timeout: 15_000, interval: 200 });
    desk = await signIn(browser, system.url, token);
    await desk.page.getByRole('link', { name: 'Knowledge' }).click();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.close();
  }, 30_000);

  it('says of a question what would be drafted, who would send it and why', async () => {
    await desk.page.getByLabel('As a customer would write it').fill(QUESTION);
    await desk.page.getByRole('button', { name: 'Draft a reply' }).click();
    const verdict = desk.page.getByRole('group', { name: 'This would go to a person' });
    await verdict.getByText('Nothing in the knowledge answers it.').waitFor();
  }, 30_000);

  it('has a question that nothing answered go once its answer is written, and drafts from that', async () => {
    const gap = desk.page.getByRole('listitem').filter({ hasText: QUESTION });
    await gap.getByRole('button', { name: 'Write an answer' }).click();
    expect(await desk.page.getByLabel('Title').inputValue()).toBe(QUESTION);
    await desk.page.getByLabel('Text').fill('Yes, we rent out tandem bicycles. A tandem for a weekend costs 60 euros.');
    const heldBack = await desk.holdBack('AddKnowledgeDocument');
    await desk.page.getByRole('button', { name: 'Save' }).click();
    // nothing that is typed now would be kept
    await desk.page.locator('textarea[readonly]').waitFor();
    await heldBack.release();
    await desk.page.getByText('1 of 1 never used').waitFor();
    await desk.page.getByRole('link', { name: 'Back to knowledge' }).click();
    await desk.page.getByText('Nothing was asked in vain').waitFor();
    await desk.page.getByLabel('As a customer would write it').fill(QUESTION);
    await desk.page.getByRole('button', { name: 'Draft a reply' }).click();
    await desk.page.getByText('the draft stands on it').waitFor();
  }, 30_000);

  it('makes documents of the four kinds, and says what is wrong with others, which hold up none', async () => {
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
        file('scan.pdf', makePdf([null])),
      ]);
    await item('scan.pdf').getByText('This PDF holds pictures of pages and no text.').waitFor();
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

  it('numbers the parts of a file that is too long for one document, and sends each as long as one may be', async () => {
    const dropped = await desk.page.evaluateHandle(
      `(() => { const files = new DataTransfer(); files.items.add(new File(['${LONGEST}'], 'manual.txt')); return files; })()`,
    );
    await desk.page.getByText('Drop text, Markdown').dispatchEvent('drop', { dataTransfer: dropped });
    await item('manual.txt').getByText('it becomes 2 numbered documents').waitFor();
    await item('manual.txt').getByRole('button', { name: 'Add' }).click();
    for (const name of ['manual (1/2)', 'manual (2/2)']) await desk.page.getByRole('link', { name }).waitFor();
    expect(desk.complaints).toEqual([]);
  }, 30_000);
});
