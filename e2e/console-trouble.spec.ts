import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasBrowser, openBrowser, type Reader, signIn } from './support/browser.ts';
import { ApiClient } from './support/client.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';
import { Outside } from './support/outside.ts';

const WAIT = { timeout: 30_000, interval: 50 };
const BUY = 'Hi, I want to buy twelve e-bikes for our company this week. Budget is 30,000 EUR.';
const REFUSED = {
  match: { method: 'PATCH' },
  status: 400,
  body: [{ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'no bikes here', fields: ['Rating'] }],
};
const DEAD_TOKEN = {
  match: { method: 'POST', path: '/messages' },
  status: 401,
  body: { error: { message: 'Error validating access token', type: 'OAuthException', code: 190, fbtrace_id: 'A1' } },
};

describe.skipIf(!hasBrowser)('trouble', () => {
  let system: InProcessSystem;
  let outside: Outside;
  let api: ApiClient;
  let browser: Browser;
  let owner: Reader;
  let page: Page;

  const section = (name: string) => page.getByRole('navigation', { name: 'Operations' }).getByRole('link', { name, exact: true });
  const items = () => page.getByRole('main').getByRole('listitem');
  const write = async (psid: string, text: string) =>
    expect(await postWebhook(system.url, messengerBody({ page: system.page, psid, text }))).toBe(200);
  const deadLetters = async (): Promise<{ reason: string }[]> =>
    (await api.ask('{ deadLetters(first: 10) { nodes { reason } } }'))['deadLetters'].nodes;

  beforeAll(async () => {
    system = await startInProcess();
    outside = new Outside(system.simulators);
    api = new ApiClient(system.url, await system.token());
    browser = await openBrowser();
    owner = await signIn(browser, system.url, await system.token());
    page = owner.page;
    await page.getByRole('link', { name: 'Operations' }).click();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.close();
  }, 30_000);

  it('says in words what was given up and why, and narrows it', async () => {
    await outside.faults('salesforce', [REFUSED]);
    await write('buyer', BUY);
    const body = JSON.parse(messengerBody({ page: system.page, psid: 'fine', text: 'Hello' }));
    body.entry.push({ id: system.page, time: Date.now(), messaging: [{ sender: { id: 7 }, message: 'no object' }] });
    expect(await postWebhook(system.url, JSON.stringify(body))).toBe(200);
    // both people's leads: one that is written later would find the CRM well again
    await vi.waitFor(
      async () =>
        expect((await deadLetters()).map(({ reason }) => reason).toSorted()).toEqual([
          'INVALID_PAYLOAD',
          'REJECTED_BY_CRM',
          'REJECTED_BY_CRM',
        ]),
      WAIT,
    );
    await section('Given up').click();
    await items().filter({ hasText: 'Receiving messages: what Facebook sent' }).waitFor();
    await page.getByRole('combobox', { name: 'What failed' }).selectOption({ label: 'Writing to the CRM' });
    await items().filter({ hasText: 'Receiving messages' }).waitFor({ state: 'detached' });
    await items().filter({ hasText: 'The CRM refused it for good' }).first().waitFor();
    expect(await page.getByRole('main').innerText()).not.toMatch(/crm\.sync|lead-scored|REJECTED_BY/);
  });

  it('tells before a replay what it would do, and has the lead written once the CRM takes it', async () => {
    expect((await outside.salesforce('Lead')).length).toBe(0);
    await outside.faults('salesforce', []);
    await items().getByRole('checkbox').first().check();
    await page.getByText('1 selected').waitFor();
    await page.getByRole('button', { name: 'What would a replay of the selected do?' }).click();
    await page.getByText('1 would be tried again, 0 would not.').waitFor();
    expect((await outside.salesforce('Lead')).length).toBe(0);
    await page.getByRole('button', { name: 'Try it again now' }).click();
    await page.getByText('1 put back to be tried again, 0 not.').waitFor();
    await items().filter({ hasText: 'tried again' }).first().waitFor();
    await vi.waitFor(async () => expect((await outside.salesforce('Lead')).length).toBe(1), WAIT);
  });

  it('says that what is no message cannot be tried again, and discards it for a reason', async () => {
    await page.getByRole('combobox', { name: 'What failed' }).selectOption({ label: 'All' });
    const letter = items().filter({ hasText: 'Receiving messages' });
    await letter.getByRole('button', { name: 'Try again …' }).click();
    await letter.getByText('0 would be tried again, 1 would not.').waitFor();
    await letter.getByRole('button', { name: 'Discard …' }).click();
    await letter.getByRole('textbox', { name: 'Why is it not to be tried again?' }).fill('No message was in it.');
    await letter.getByRole('button', { name: 'Discard', exact: true }).click();
    await letter.getByText('discarded', { exact: true }).waitFor();
    expect(await letter.getByRole('button').count()).toBe(0);
  });

  it('shows an alert as it is raised, with what to do; who looks at it is said, and new credentials end it', async () => {
    await section('Alerts').click();
    await page.getByText('Nothing needs you.').waitFor();
    const { page: colleague } = await signIn(browser, system.url, await system.token());
    await colleague.goto(`${system.url}/operations/alerts`);
    await colleague.getByText('Nothing needs you.').waitFor();
    const theirs = colleague.getByRole('main').getByRole('listitem').filter({ hasText: 'A channel lost its credentials' });
    await outside.faults('facebook', [DEAD_TOKEN]);
    const { conversations } = await api.ask('{ conversations(first: 1) { nodes { id } } }');
    await api.ask('mutation ($id: ID!) { sendMessage(conversationId: $id, text: "Hello there") { id } }', {
      id: conversations.nodes[0].id,
    });
    const alert = items().filter({ hasText: 'A channel lost its credentials' });
    await alert.getByText('Get new credentials from the platform').waitFor();
    expect(await alert.innerText()).not.toContain('CHANNEL_DISCONNECTED');
    await theirs.waitFor();
    await alert.getByRole('button', { name: 'I look at it' }).click();
    for (const shown of [alert, theirs]) await shown.waitFor({ state: 'detached' });
    for (const each of [page, colleague]) await each.getByText('Seen or resolved').click();
    await theirs.getByText('Olivia Owner looks at it since').waitFor();
    await alert.getByText('Olivia Owner looks at it since').waitFor();
    await outside.faults('facebook', []);
    await alert.getByRole('link', { name: 'Deal with it' }).click();
    await page.getByRole('alert').filter({ hasText: '190' }).waitFor();
    await page.getByRole('button', { name: 'New credentials …' }).click();
    await page.getByLabel('Page access token').fill(`EAAG-sim-${system.page}`);
    await page.getByRole('button', { name: 'Check and use them' }).click();
    await page.getByText('Connected', { exact: true }).waitFor();
    await section('Alerts').click();
    await page.getByText('Seen or resolved').click();
    await alert.getByText('resolved').waitFor();
    await theirs.getByText('resolved').waitFor();
    await colleague.context().close();
  });

  it('offers who may only read nothing but looking, and fits the roles of members on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await section('Members').click();
    const box = await page.getByRole('combobox', { name: 'Role of Olivia Owner' }).boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    const scopes = ['conversations:read', 'crm:read', 'members:read', 'operations:read', 'leads:read'];
    const reader = await signIn(browser, system.url, await system.token(scopes));
    await reader.page.getByRole('link', { name: 'Operations' }).click();
    const links = reader.page.getByRole('navigation', { name: 'Operations' });
    for (const [name, shown] of [
      ['Channels', 'Messages are kept for ever.'],
      ['CRM', 'Leads that the CRM did not take'],
      ['Members', 'Olivia Owner'],
      ['Given up', 'Receiving messages: what Facebook sent'],
    ] as const) {
      await links.getByRole('link', { name, exact: true }).click();
      await reader.page.getByRole('main').getByText(shown).first().waitFor();
      expect(await reader.page.getByRole('main').getByRole('button').allInnerTexts(), name).toEqual(
        name === 'Given up' ? ['Look again'] : [],
      );
    }
    expect(reader.complaints).toEqual([]);
  });

  it('breaks nowhere and loads nothing that its policy refuses', () => expect(owner.complaints).toEqual([]));
});
