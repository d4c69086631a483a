import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasBrowser, openBrowser, signIn } from './support/browser.ts';
import { ApiClient } from './support/client.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';
import { Outside } from './support/outside.ts';
import { Wire } from './support/wire.ts';

const WAIT = { timeout: 15_000, interval: 50 };
const UNSURE = 'Do you rent out tandems with child seats on public holidays, and may my dog come along in a trailer?';

/** A reviewer whose network goes away and comes back, with three tabs open; the others go on working. */
describe.skipIf(!hasBrowser)('a cut network', () => {
  let system: InProcessSystem;
  let browser: Browser;
  let wire: Wire;
  let desk: Page;
  let board: Page;
  let thread: Page;
  let owner: ApiClient;
  let rita: ApiClient;
  let outside: Outside;
  let known: { readonly id: string; readonly conversation: { readonly id: string } };

  const write = async (psid: string, text: string): Promise<void> =>
    expect(await postWebhook(system.url, messengerBody({ page: system.page, psid, text }))).toBe(200);
  /** The reviews that wait, once there are so many. */
  const waiting = async (count: number): Promise<{ id: string; status: string; conversation: { id: string } }[]> => {
    const ask = async () =>
      (await owner.ask('{ reviews(status: [PENDING, CLAIMED]) { nodes { id status conversation { id } } } }'))['reviews'].nodes;
    await vi.waitFor(async () => expect(await ask()).toHaveLength(count), WAIT);
    return ask();
  };
  /** The lead that was made last, once there are so many. */
  const newestLead = async (count: number): Promise<{ id: string; conversation: { id: string } }> => {
    const ask = async () =>
      (await owner.ask('{ leads(first: 10, orderBy: CREATED) { nodes { id conversation { id } } } }'))['leads'].nodes;
    await vi.waitFor(async () => expect(await ask()).toHaveLength(count), WAIT);
    return (await ask())[0];
  };
  const rows = (count: number) => vi.waitFor(async () => expect(await desk.locator('.row-link').count()).toBe(count), WAIT);
  const banner = (page: Page) => page.getByText('The live connection is interrupted');
  const interrupted = () => Promise.all([desk, board, thread].map((page) => banner(page).waitFor()));
  const back = () => Promise.all([desk, board, thread].map((page) => banner(page).waitFor({ state: 'detached' })));
  const reply = () => desk.getByRole('textbox', { name: 'Reply', exact: true });
  // a machine that others use too takes its time to load a page
  const live = (page: Page) => page.getByText('Live', { exact: true }).waitFor({ timeout: 25_000 });
  const open = async (path: string): Promise<Page> => {
    const { page } = await signIn(browser, wire.url, await system.token());
    await live(page);
    await page.goto(wire.url + path);
    await live(page);
    // what a reload would take away
    await page.evaluate('window.isTheSame = true');
    return page;
  };

  beforeAll(async () => {
    system = await startInProcess();
    outside = new Outside(system.simulators);
    owner = new ApiClient(system.url, await system.token());
    rita = new ApiClient(system.url, await system.reviewerToken());
    await owner.ask('mutation { updateAiSettings(input: { autoReply: false }) { autoReply } }');
    await write('first-1', UNSURE);
    await waiting(1);
    wire = await Wire.to(system.url);
    browser = await openBrowser();
    desk = await open('/review');
    await desk.locator('.row-link').click();
    await desk.getByText('You have it.').waitFor();
    await write('thread-1', 'Good morning!');
    await waiting(2);
    known = await newestLead(2);
    board = await open('/leads');
    thread = await open(`/conversations/${known.conversation.id}`);
    await rows(2);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await wire?.close();
    await system?.close();
  }, 30_000);

  it('is said at once, on every page, and what is decided meanwhile is said to be unsent and kept', async () => {
    await reply().fill('We do rent tandems.');
    wire.becomes('CUT');
    await interrupted();
    await desk.getByRole('button', { name: 'Send edited reply' }).click();
    await desk.getByRole('alert').getByText('Parley did not answer').waitFor();
    expect(await reply().inputValue()).toBe('We do rent tandems.');
    expect(await outside.sentTo('first-1')).toEqual([]);
  });

  it('leaves nothing out when it is back: reviews, claims, leads and messages are there, once, without a reload', async () => {
    for (const number of ['one', 'two']) {
      await write('thread-1', `Said meanwhile: ${number}.`);
    }
    await write('second-1', UNSURE);
    const second = await newestLead(3);
    const theirs = (await waiting(3)).find(({ conversation }) => conversation.id === second.conversation.id);
    await rita.ask('mutation($id: ID!) { claimReview(id: $id) { __typename } }', { id: theirs?.id });
    await owner.ask('mutation($id: ID!) { overrideLeadTier(id: $id, tier: HOT, reason: "knows us") { id } }', { id: known.id });
    wire.becomes('OPEN');
    await back();
    await desk.locator('.row-link').getByText('Rita Reviewer').waitFor();
    await rows(3);
    await board.getByRole('region', { name: 'Hot' }).getByText('set by hand').waitFor();
    for (const { id } of [known, second]) {
      await expect.poll(() => board.locator(`[data-lead="${id}"]`).count(), WAIT).toBe(1);
    }
    await thread.getByText('Lead: Hot').waitFor();
    // the list beside it has events of its own
    await thread.getByRole('article').getByText('Said meanwhile: two.').waitFor();
    const shown = await thread.getByRole('article').innerText();
    expect(shown.match(/Said meanwhile: \w+/g)).toEqual(['Said meanwhile: one', 'Said meanwhile: two']);
    for (const page of [desk, board, thread]) expect(await page.evaluate('window.isTheSame')).toBe(true);
  });

  it('keeps what was typed, sends it when it is asked again, and decides once where only the answer was lost', async () => {
    expect(await reply().inputValue()).toBe('We do rent tandems.');
    wire.becomes('SILENT');
    await desk.getByRole('button', { name: 'Send edited reply' }).click();
    const decided = async () => (await outside.sentTo('first-1')).filter(({ text }) => text === 'We do rent tandems.');
    await vi.waitFor(async () => expect(await decided()).toHaveLength(1), WAIT);
    wire.becomes('CUT');
    await interrupted();
    await desk.getByRole('alert').getByText('Parley did not answer').waitFor();
    // before any event tells that it was decided
    wire.becomes('NO_SOCKETS');
    await desk.getByRole('button', { name: 'Send edited reply' }).click();
    await desk.getByRole('alert').waitFor({ state: 'detached' });
    wire.becomes('OPEN');
    await back();
    await rows(2);
    expect(await decided()).toHaveLength(1);
  });

  it('is noticed by its silence within the time of the keep-alive, though every connection stays open', async () => {
    const { page } = await signIn(browser, wire.url, await system.token());
    await page.clock.install();
    await page.reload();
    await live(page);
    wire.becomes('SILENT');
    await page.clock.fastForward(10_000);
    expect(await banner(page).count()).toBe(0);
    await page.clock.fastForward(5_000);
    await banner(page).waitFor();
    wire.becomes('CUT');
    wire.becomes('OPEN');
    await page.clock.fastForward(10_000);
    await banner(page).waitFor({ state: 'detached' });
    await page.context().close();
    await back();
  });

  it('that lasts longer than the feed is kept shows everything as it is, anew', async () => {
    wire.becomes('CUT');
    await interrupted();
    await write('third-1', UNSURE);
    await waiting(3);
    const { database } = system.installation;
    await vi.waitFor(async () => {
      await database.platform.query("select platform.trim_feed(now() + interval '1 minute', 100000)");
      const { rows } = await database.platform.query(
        'select from platform.feed_head where tenant = $1 and trimmed_to = position',
        [system.tenant],
      );
      expect(rows).toHaveLength(1);
    }, WAIT);
    wire.becomes('OPEN');
    await back();
    await rows(3);
    // and it goes on from there
    await write('fourth-1', UNSURE);
    await rows(4);
  });

  it('takes a card along to its new column with the focus that somebody has on it, and a lead changed by keyboard moves everywhere', async () => {
    const card = (page: Page, column: string) => page.getByRole('region', { name: column }).locator(`[data-lead="${known.id}"]`);
    const { page: other, complaints } = await signIn(browser, system.url, await system.token());
    await live(other);
    await other.goto(`${system.url}/leads`);
    await live(other);
    const row = desk.locator('.row-link').filter({ hasText: 'Said meanwhile' });
    await row.click();
    await desk.getByText(/^Hot, \d+ points?$/).waitFor();
    await card(other, 'Hot').getByRole('link').focus();
    await card(board, 'Hot').getByRole('button').focus();
    await board.keyboard.press('Enter');
    await board.getByRole('menuitem', { name: 'Set the tier' }).press('Enter');
    await board.getByRole('textbox', { name: 'Why' }).fill('only looks');
    await board.getByRole('combobox').selectOption('COLD');
    await board.getByRole('textbox', { name: 'Why' }).press('Enter');
    await vi.waitFor(async () => {
      for (const page of [board, other])
        expect(await card(page, 'Cold').evaluate((place) => place.matches(':focus-within'))).toBe(true);
    }, WAIT);
    await thread.getByText('Lead: Cold').waitFor();
    await row.getByText('Cold').waitFor();
    await desk.getByText(/^Cold, \d+ points?$/).waitFor();
    expect(await desk.getByTitle('wrote within the hour before').count()).toBe(1);
    expect(complaints).toEqual([]);
    await other.context().close();
  });

  it('is not confused with a token that ran out: that leads to the sign-in, and from there back to the page', async () => {
    const { page } = await signIn(browser, wire.url, await system.token());
    await live(page);
    await page.goto(`${wire.url}/leads/table#token=${await system.token(null, 4)}`);
    await page.getByRole('heading', { name: 'Leads' }).waitFor();
    await page.getByRole('alert').getByText('the token has expired').waitFor();
    expect(new URL(page.url()).pathname).toBe('/leads/table');
    await page.getByRole('textbox', { name: 'Token' }).fill(await system.token());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('table').waitFor();
    expect(new URL(page.url()).pathname).toBe('/leads/table');
  });

  it('costs nobody what they typed when their token runs out, and shows it to nobody else', async () => {
    const { page } = await signIn(browser, wire.url, await system.token());
    await page.getByRole('link', { name: 'Conversations' }).click();
    await page.getByRole('main').getByRole('listitem').first().click();
    const reply = page.getByRole('textbox', { name: 'Reply by hand' });
    await reply.fill('We do rent them, and');
    const signInAgain = async (token: string): Promise<void> => {
      await page.evaluate(`location.hash = 'token=${await system.token(null, -60)}'`);
      await page.getByRole('alert').getByText('the token has expired').waitFor();
      await page.getByRole('textbox', { name: 'Token' }).fill(token);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await reply.waitFor();
    };
    await signInAgain(await system.reviewerToken());
    expect(await reply.inputValue()).toBe('');
    await signInAgain(await system.token());
    expect(await reply.inputValue()).toBe('We do rent them, and');
  });

  it('by a restart of Parley is over with it', async () => {
    await system.restart();
    await write('fifth-1', UNSURE);
    await rows(5);
    await back();
  });
});
