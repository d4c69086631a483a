import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasBrowser, openBrowser, type Reader, signIn } from './support/browser.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';
import { Outside } from './support/outside.ts';

const WAIT = { timeout: 15_000, interval: 50 };
const UNSURE = 'Do you rent out tandems with child seats on public holidays, and may my dog come along in a trailer?';

/** Long enough to take a decision back on a busy machine. */
const HOLD_MS = 6_000;

/** What a reviewer does all day, in three browsers: two of one member, one of another. */
describe.skipIf(!hasBrowser)('the review page', () => {
  let system: InProcessSystem;
  let browser: Browser;
  let desk: Reader;
  let laptop: Reader;
  let rita: Reader;
  let outside: Outside;

  beforeAll(async () => {
    system = await startInProcess({ undoHoldMs: HOLD_MS });
    outside = new Outside(system.simulators);
    browser = await openBrowser();
    [desk, laptop, rita] = await Promise.all([
      signIn(browser, system.url, await system.token()),
      signIn(browser, system.url, await system.token()),
      signIn(browser, system.url, await system.reviewerToken()),
    ]);
    await desk.page.getByRole('heading', { name: 'Replies to review' }).waitFor();
    await laptop.page.getByText('Live', { exact: true }).waitFor();
    await rita.page.getByText('Live', { exact: true }).waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 30_000);

  const write = async (psid: string, text: string): Promise<void> => {
    expect(await postWebhook(system.url, messengerBody({ page: system.page, psid, text }))).toBe(200);
  };
  const reply = () => desk.page.getByRole('textbox', { name: 'Reply' });
  const settled = async (psid: string, count: number): Promise<void> => {
    await vi.waitFor(async () => expect(await outside.sentTo(psid)).toHaveLength(count), WAIT);
    await desk.page.getByText('nothing waits', { exact: true }).waitFor();
  };

  it('shows a message that waits as it arrives, claims it when it is opened, and shows the claim elsewhere', async () => {
    await write('tandem-1', UNSURE);
    await desk.page.getByRole('listitem').first().click();
    await desk.page.getByRole('article').getByText(UNSURE).waitFor();
    await desk.page.getByText('You have it.').waitFor();
    await laptop.page.getByRole('listitem').first().click();
    await laptop.page.getByText('You have it in another window.').waitFor();
    await rita.page.getByRole('listitem').first().click();
    await rita.page.getByText('Olivia Owner has it.').waitFor();
    expect(await rita.page.getByRole('button', { name: /Take|Approve/ }).count()).toBe(0);
  });

  it('takes a decision back before it is sent, with the words that were typed', async () => {
    await reply().fill('We do rent tandems.');
    await desk.page.getByRole('button', { name: 'Send edited reply' }).click();
    await desk.page.getByRole('button', { name: 'Undo' }).click();
    await desk.page.getByText('You have it.').waitFor();
    expect(await reply().inputValue()).toBe('We do rent tandems.');
    await rita.page.getByText('Olivia Owner has it.').waitFor();
  });

  it('tells who lost the review to another window, keeps what they typed, and lets them take it back', async () => {
    await laptop.page.getByRole('button', { name: 'Take over here' }).click();
    await laptop.page.getByText('You have it.').waitFor();
    await desk.page.getByText('You have it in another window.').waitFor();
    expect(await reply().inputValue()).toBe('We do rent tandems.');
    await laptop.page.getByRole('button', { name: 'Release' }).click();
    await desk.page.getByRole('button', { name: 'Take it' }).waitFor();
    await reply().press('Escape');
    await desk.page.keyboard.press('c');
    await desk.page.getByText('You have it.').waitFor();
  });

  it('sends what the reviewer made of the draft to the platform, once, and the review leaves every list', async () => {
    const text = 'We do rent tandems; dogs are welcome in the trailer.';
    await reply().fill(text);
    // opened elsewhere at this moment, and answered after the event: what was read before it is no news
    const opened = await laptop.holdBack('OpenReview');
    await laptop.page.reload();
    await laptop.page.getByText('1 waits', { exact: true }).waitFor();
    await opened.isAnswered;
    await desk.page.getByRole('button', { name: 'Send edited reply' }).click();
    expect(await outside.sentTo('tandem-1')).toEqual([]);
    await laptop.page.getByText('nothing waits', { exact: true }).waitFor();
    await opened.release();
    // whoever has it open elsewhere reads what is sent, and not what stood there
    await laptop.page
      .getByRole('region', { name: /is sent/ })
      .getByText(text)
      .waitFor();
    await settled('tandem-1', 1);
    expect(await outside.sentTo('tandem-1')).toMatchObject([{ text }]);
    await laptop.page.getByText('nothing waits', { exact: true }).waitFor();
    // the review says so, and the message in its thread
    await vi.waitFor(async () => expect(await laptop.page.getByText('Sent', { exact: true }).count()).toBe(2), WAIT);
  });

  it('is worked by keyboard alone: next, edit, send, undo, reject, and a sheet that tells the keys', async () => {
    const { keyboard } = desk.page;
    await write('tandem-2', UNSURE);
    await desk.page.getByText('1 waits', { exact: true }).waitFor();
    // the menu says it on every page, and the tab says it to who is elsewhere
    await desk.page.getByRole('link', { name: 'Review 1 reply to review' }).waitFor();
    await vi.waitFor(async () => expect(await desk.page.title()).toBe('(1) Review · Parley'), WAIT);
    await keyboard.press('?');
    await desk.page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await keyboard.press('Escape');
    await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
    await keyboard.press('n');
    await desk.page.getByText('You have it.').waitFor();
    await keyboard.press('e');
    // in a field keys write
    await keyboard.type('Yes, and urgent cargo.');
    await keyboard.press('Escape');
    // whoever takes a decision back before the next review is known stays with theirs
    const nextReview = await desk.holdBack('ClaimNextReview');
    await keyboard.press('a');
    await desk.page.getByRole('button', { name: 'Undo' }).waitFor();
    await keyboard.press('u');
    await desk.page.getByText('You have it.').waitFor();
    await nextReview.release();
    expect(await reply().inputValue()).toContain('Yes, and urgent cargo.');
    await keyboard.press('r');
    await desk.page.getByRole('textbox', { name: 'Why is nothing to be sent?' }).waitFor();
    await keyboard.type('asked');
    // a look elsewhere costs no word of it
    await keyboard.press('Escape');
    await keyboard.press('r');
    await desk.page.getByRole('textbox', { name: 'Why is nothing to be sent?' }).waitFor();
    await keyboard.type(' twice');
    expect(await desk.page.getByRole('textbox', { name: 'Why is nothing to be sent?' }).inputValue()).toBe('asked twice');
    await keyboard.press('Control+Enter');
    await desk.page.getByText(/Final in/).waitFor();
    await desk.page.getByText('nothing waits', { exact: true }).waitFor();
    await desk.page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
    expect(await outside.sentTo('tandem-2')).toEqual([]);
  });

  it('says where the knowledge holds no other draft, and keeps the reply', async () => {
    await write('tandem-3', UNSURE);
    await desk.page.getByText('1 waits', { exact: true }).waitFor();
    await desk.page.keyboard.press('j');
    await desk.page.getByText('You have it.').waitFor();
    await reply().fill('We rent them');
    await reply().press('Escape');
    await desk.page.keyboard.press('g');
    await desk.page.keyboard.type('warmer');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page
      .getByRole('alert')
      .getByText(/the draft stays/)
      .waitFor();
    expect(await reply().inputValue()).toBe('We rent them');
  });

  it('marks a draft that the customer’s next message outdates in mid-edit, and carries the text over to the newer one', async () => {
    await reply().fill('We rent them on Sundays too.');
    await write('tandem-3', `${UNSURE} And do I need a licence for a tandem?`);
    await desk.page.getByRole('alert').getByText('The customer wrote again').waitFor();
    expect(await reply().inputValue()).toBe('We rent them on Sundays too.');
    await desk.page.getByRole('button', { name: 'Carry my text over' }).click();
    await desk.page.getByText('You have it.').waitFor();
    await desk.page.getByRole('article').getByText('And do I need a licence').waitFor();
    expect(await reply().inputValue()).toBe('We rent them on Sundays too.');
    await desk.page.getByRole('button', { name: 'Send edited reply' }).click();
    await settled('tandem-3', 1);
  });

  it('sends nothing when the customer writes while the reply is held, and says so', async () => {
    await write('tandem-4', UNSURE);
    await desk.page.getByText('1 waits', { exact: true }).waitFor();
    await desk.page.keyboard.press('n');
    await desk.page.getByText('You have it.').waitFor();
    await reply().fill('We do.');
    await reply().press('Control+Enter');
    await desk.page.getByRole('button', { name: 'Undo' }).waitFor();
    await write('tandem-4', `${UNSURE} I forgot: we are four.`);
    await desk.page.getByText('Not sent: the customer wrote again.').waitFor();
    // the newer one may be open already
    await desk.page.getByRole('listitem').first().click();
    await desk.page.getByRole('article').getByText('I forgot: we are four.').waitFor();
    await desk.page.getByText('You have it.').waitFor();
    expect(await reply().inputValue()).toBe('');
    await desk.page.getByRole('link', { name: 'Carry my text over' }).click();
    await expect.poll(() => reply().inputValue()).toBe('We do.');
    expect(await outside.sentTo('tandem-4')).toEqual([]);
    await desk.page.getByRole('button', { name: 'Release' }).click();
  });

  it('loads nothing that its policy refuses and breaks nowhere', () => {
    expect([...desk.complaints, ...laptop.complaints, ...rita.complaints]).toEqual([]);
  });
});
