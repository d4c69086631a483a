import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasBrowser, openBrowser, type Reader, signIn } from './support/browser.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';
import { Outside } from './support/outside.ts';

const WAIT = { timeout: 15_000, interval: 50 };
const UNSURE = 'Do you rent out tandems with child seats on public holidays, and may my dog come along in a trailer?';

/** What a reviewer does all day, in two browsers. */
describe.skipIf(!hasBrowser)('the review page', () => {
  let system: InProcessSystem;
  let browser: Browser;
  let desk: Reader;
  let laptop: Reader;
  let outside: Outside;

  beforeAll(async () => {
    system = await startInProcess();
    outside = new Outside(system.simulators);
    browser = await openBrowser();
    [desk, laptop] = await Promise.all([
      signIn(browser, system.url, await system.token()),
      signIn(browser, system.url, await system.token()),
    ]);
    await desk.page.getByRole('heading', { name: 'Replies to review' }).waitFor();
    await laptop.page.getByText('Live', { exact: true }).waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 30_000);

  it('shows a message that waits as it arrives, claims it when it is opened, and shows the claim elsewhere', async () => {
    expect(await postWebhook(system.url, messengerBody({ page: system.page, psid: 'tandem-1', text: UNSURE }))).toBe(200);
    await desk.page.getByRole('listitem').first().click();
    await desk.page.getByText(UNSURE).waitFor();
    await desk.page.getByText('You have it.').waitFor();
    await laptop.page.getByRole('listitem').first().click();
    await laptop.page.getByText('You have it in another window.').waitFor();
  });

  it('sends what the reviewer made of the draft to the platform, once, and the review leaves every list', async () => {
    const text = 'We do rent tandems; dogs are welcome in the trailer.';
    await desk.page.getByRole('textbox', { name: 'Reply' }).fill(text);
    await desk.page.getByRole('button', { name: 'Send edited reply' }).click();
    await vi.waitFor(async () => expect(await outside.sentTo('tandem-1')).toHaveLength(1), WAIT);
    await desk.page.getByText('nothing waits', { exact: true }).waitFor();
    await laptop.page.getByText('nothing waits', { exact: true }).waitFor();
    await laptop.page.getByText('Sent', { exact: true }).waitFor();
  });

  it('loads nothing that its policy refuses and breaks nowhere', () => {
    expect([...desk.complaints, ...laptop.complaints]).toEqual([]);
  });
});
