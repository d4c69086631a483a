import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { violations } from './support/axe.ts';
import { hasBrowser, openBrowser, type Reader, signIn } from './support/browser.ts';
import { ApiClient } from './support/client.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';

const WAIT = { timeout: 30_000, interval: 50 };
const QUESTIONS = [
  'How long does delivery take?',
  'How long does delivery to Austria take?',
  'What does delivery of a complete bike cost?',
];
const CLAIM = 'mutation ($id: ID!) { claimReview(id: $id) { ... on Review { claim { token } } } }';
const APPROVE =
  'mutation ($id: ID!, $token: Int!) { approveReview(id: $id, token: $token) { __typename ... on ReplyRefused { code message } } }';

const MOST_LOOKS = 8;

describe.skipIf(!hasBrowser)('settings and the catalogue', () => {
  let system: InProcessSystem;
  let api: ApiClient;
  let browser: Browser;
  let owner: Reader;
  let page: Page;

  const pending = async () =>
    (await api.ask('{ reviews(first: 5, status: [PENDING]) { nodes { id } } }'))['reviews'].nodes as { id: string }[];
  const section = (name: string) => page.getByRole('navigation', { name: 'Operations' }).getByRole('link', { name, exact: true });
  const form = (name: string) => page.getByRole('form', { name, exact: true });
  const save = (name: string) => form(name).getByRole('button', { name: 'Save' }).click();

  /** What axe finds as the page stands, in both themes, and whether it asks for scrolling sideways on a phone. */
  const wrongWithTheLook = async () => {
    const found: string[] = [];
    await page.setViewportSize({ width: 390, height: 844 });
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
      // a colour that is still on its way says nothing: what is wrong is wrong at the last look, too
      let wrong = await violations(page);
      for (let looks = 1; wrong.length > 0 && looks < MOST_LOOKS; looks++) wrong = await violations(page);
      for (const { id, nodes } of wrong) found.push(...nodes.map(({ html }) => `${colorScheme}: ${id} ${html}`));
    }
    if (await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'))
      found.push('scrolls sideways');
    await page.setViewportSize({ width: 1280, height: 900 });
    return found;
  };

  beforeAll(async () => {
    system = await startInProcess();
    api = new ApiClient(system.url, await system.token());
    await api.ask('mutation { updateAiSettings(input: { autoReply: false }) { autoReply } }');
    await vi.waitFor(async () => {
      const { knowledgeDocuments } = await api.ask('{ knowledgeDocuments(first: 5) { nodes { status } } }');
      expect(knowledgeDocuments.nodes).toEqual([{ status: 'READY' }]);
    }, WAIT);
    for (const [index, text] of QUESTIONS.entries())
      await postWebhook(system.url, messengerBody({ page: system.page, psid: `asks-${index}`, text }));
    await vi.waitFor(async () => expect(await pending()).toHaveLength(QUESTIONS.length), WAIT);
    for (const { id } of await pending()) {
      const { claim } = (await api.ask(CLAIM, { id }))['claimReview'];
      const { approveReview } = await api.ask(APPROVE, { id, token: claim.token });
      expect(approveReview).toEqual({ __typename: 'Review' });
    }
    await api.ask('mutation { updateAiSettings(input: { autoReply: true, confidenceThreshold: 1 }) { autoReply } }');
    browser = await openBrowser();
    owner = await signIn(browser, system.url, await system.token());
    page = owner.page;
    await page.getByRole('link', { name: 'Operations' }).click();
    await section('Settings').click();
    await form('Replies').waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.close();
  }, 30_000);

  it('says at the field what is wrong with it, and keeps what was typed', async () => {
    const reading = form('Reading messages');
    await reading.getByRole('textbox', { name: 'Languages' }).fill('en, de');
    await reading.getByLabel('Time zone').fill('Europe/Atlantis');
    await save('Reading messages');
    await reading.getByRole('alert').waitFor();
    const zone = reading.getByLabel('Time zone');
    expect(await zone.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => page.evaluate('document.activeElement.value')).toBe('Europe/Atlantis');
    expect(await reading.getByRole('textbox', { name: 'Languages' }).inputValue()).toBe('en, de');
    await zone.fill('Europe/Vienna');
    const heldBack = await owner.holdBack('UpdateAiSettings');
    await save('Reading messages');
    await zone.fill('Europe/Berlin');
    await heldBack.release();
    // what is typed while it is saved is neither saved nor lost
    await expect.poll(() => reading.getByRole('button', { name: 'Save' }).isDisabled()).toBe(false);
    expect(await zone.inputValue()).toBe('Europe/Berlin');
    await zone.fill('Europe/Vienna');
    await reading.getByText('Saved.', { exact: true }).waitFor();
  });

  it('shows what is scrolled to below the header, where it can be clicked', async () => {
    const toggle = form('Changes and isolation').getByRole('switch', { name: 'Changes must pass a replay first' });
    await page.evaluate('document.querySelector("form[aria-label^=Changes] [role=switch]").scrollIntoView({ block: "start" })');
    const [top, header] = [
      (await toggle.boundingBox())?.y ?? 0,
      await page.evaluate('document.querySelector("header").getBoundingClientRect().bottom'),
    ];
    expect(top).toBeGreaterThanOrEqual(Number(header));
    await toggle.click();
    await form('Changes and isolation').getByText('Changed and not saved.').waitFor();
  });

  it('asks before typed settings are left behind, and has them still when somebody leaves all the same', async () => {
    const persona = form('Replies').getByLabel('How replies should sound');
    await persona.fill('Brief and dry.');
    const asked: string[] = [];
    const answer = (isLeaving: boolean) =>
      page.once('dialog', (dialog) => {
        asked.push(dialog.message());
        void (isLeaving ? dialog.accept() : dialog.dismiss());
      });
    answer(false);
    await section('Channels').click();
    expect(await persona.inputValue()).toBe('Brief and dry.');
    answer(true);
    await page.getByRole('link', { name: 'Leads' }).click();
    await page.getByRole('main', { name: 'Leads' }).waitFor();
    expect(asked).toEqual([expect.stringContaining('not saved'), expect.stringContaining('not saved')]);
    await page.getByRole('link', { name: 'Operations' }).click();
    await section('Settings').click();
    await form('Replies').getByText('Changed and not saved.').waitFor();
    expect(await persona.inputValue()).toBe('Brief and dry.');
  });

  it('saves a persona only after a replay of exactly it where that is asked for, and leads there', async () => {
    const safety = form('Changes and isolation');
    await safety.getByLabel('Share of wrong replies that such a replay may show').fill('95');
    await safety.getByLabel('Decisions that are replayed').fill(String(QUESTIONS.length));
    await save('Changes and isolation');
    await safety.getByText('Saved.', { exact: true }).waitFor();
    const replies = form('Replies');
    await replies.getByRole('combobox', { name: 'Intent' }).selectOption({ label: 'Support' });
    await replies.getByRole('button', { name: 'Add a threshold' }).click();
    await replies.getByLabel('Threshold for Support').fill('0');
    await save('Replies');
    await replies.getByRole('alert').getByText('must pass a replay first').waitFor();
    expect(await replies.getByLabel('How replies should sound').inputValue()).toBe('Brief and dry.');
    expect(await replies.getByLabel('Threshold for Support').inputValue()).toBe('0 %');
    await replies.getByRole('button', { name: 'Go to the replay' }).click();
    await page.keyboard.press('Enter');
    const outcome = replies.getByRole('region', { name: 'Replay of decisions' }).getByRole('status');
    await outcome.getByText('It passes').waitFor();
    expect(await wrongWithTheLook()).toEqual([]);
    const words = await outcome.innerText();
    expect(words).toContain('Now, of 3 decisions: 0 sent without review');
    expect(words).toMatch(/With the change: (\d) sent without review, \1 right, 0 wrong/);
    expect(words).toMatch(/A reply: \$0\.00 before, \$0\.00 now; 95 of 100 within [\d,]+ ms before, [\d,]+ ms now/);
    expect(words).toMatch(/decisions? would be other:/);
    await outcome
      .getByRole('link', { name: /reviewed → sent/ })
      .first()
      .waitFor();
    await save('Replies');
    await replies.getByText('Saved.', { exact: true }).waitFor();
    const { aiSettings } = await api.ask('{ aiSettings { persona thresholds { intent threshold } } }');
    expect(aiSettings).toEqual({ persona: 'Brief and dry.', thresholds: [{ intent: 'SUPPORT', threshold: 0 }] });
  });

  it('says of a target error what the decisions so far allow, and of a limit what it does', async () => {
    const replies = form('Replies');
    await replies.getByText('Wrong at most', { exact: true }).click();
    await replies.getByText('In force once it is saved.').waitFor();
    await replies.getByRole('button', { name: 'Discard the changes' }).click();
    const cost = form('Cost');
    await cost.getByLabel('No monthly limit').uncheck();
    await cost.getByLabel('Monthly limit in US dollars').fill('10');
    await save('Cost');
    await cost.getByText('Saved.', { exact: true }).waitFor();
    await cost.getByRole('listitem').filter({ hasText: 'nothing changes' }).and(page.locator('[aria-current]')).waitFor();
  });

  it('adds, changes and removes a product', async () => {
    await section('Catalogue').click();
    await page.getByRole('button', { name: 'Add a product' }).click();
    const adding = form('Add a product');
    await adding.getByRole('textbox', { name: 'Name', exact: true }).fill('Trail 5');
    await adding.getByLabel('Currency').fill('EU');
    await adding.getByLabel('Price').fill('1299.5');
    await adding.getByRole('button', { name: 'Save' }).click();
    await adding.getByRole('alert').waitFor();
    expect(await adding.getByLabel('Currency').getAttribute('aria-invalid')).toBe('true');
    expect(await wrongWithTheLook()).toEqual([]);
    await adding.getByLabel('Currency').fill('eur');
    await adding.getByRole('button', { name: 'Save' }).click();
    const products = page.getByRole('list', { name: 'Products' }).getByRole('listitem');
    await products.filter({ hasText: '€1,299.50' }).waitFor();
    await page.getByRole('button', { name: 'Change Trail 5' }).click();
    await form('Change Trail 5').getByLabel('Other names').fill('MTB\nmountain bike');
    await form('Change Trail 5').getByRole('button', { name: 'Save' }).click();
    await products.filter({ hasText: 'Also called: MTB, mountain bike' }).waitFor();
    await products.getByRole('button', { name: 'Remove …' }).click();
    await products.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('No product is known yet.', { exact: false }).waitFor();
  });

  it('imports a file after a look at it, names the rows that are wrong, and pages through what is there', async () => {
    const importing = form('Import products');
    const rows = Array.from({ length: 30 }, (_, index) => `Bike ${index};${100 + index};EUR`);
    const sheet = (name: string, lines: readonly string[]) =>
      importing
        .locator('input[type="file"]')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(['Name;Price;Currency', ...lines].join('\n')) });
    await sheet('faulty.csv', [...rows, 'Lamp;cheap']);
    await importing.getByRole('row', { name: '32 Lamp No number' }).waitFor();
    expect(await wrongWithTheLook()).toEqual([]);
    expect(await importing.getByRole('button', { name: 'Import 31 products' }).isDisabled()).toBe(true);
    await sheet('twice.csv', [...rows, 'bike 0;5']);
    await importing.getByRole('button', { name: 'Import 31 products' }).click();
    await importing.getByText('Line 32: The name stands in row 1 already.').waitFor();
    await sheet('bikes.csv', rows);
    await importing.getByRole('button', { name: 'Import 30 products' }).click();
    await importing.getByText('30 added, 0 updated.').waitFor();
    await page.getByRole('heading', { name: '30 products' }).waitFor();
    const products = page.getByRole('list', { name: 'Products' }).getByRole('listitem');
    expect(await products.count()).toBe(25);
    await page.getByRole('button', { name: 'More' }).click();
    await products.nth(29).waitFor();
  });

  it('takes up what members called a product, or lets it be', async () => {
    const ids = (await api.ask('{ runs(first: 5) { nodes { id message { text } } } }'))['runs'].nodes as {
      id: string;
      message: { text: string };
    }[];
    const callProduct = async (value: string) => {
      const run = ids.find(({ message: { text } }) => text.includes(value));
      const start = run?.message.text.indexOf(value) ?? 0;
      await api.ask('mutation ($id: ID!, $of: [EntityCorrectionInput!]!) { correctRun(id: $id, entities: $of) { id } }', {
        id: run?.id,
        of: [{ kind: 'product', value, start, end: start + value.length }],
      });
    };
    await callProduct('Austria');
    await callProduct('complete bike');
    await section('Channels').click();
    await section('Catalogue').click();
    const suggestions = page.getByRole('region', { name: 'Suggested by corrections' });
    const suggestion = (name: string) => suggestions.getByRole('listitem').filter({ hasText: name });
    await suggestion('complete bike').getByRole('button', { name: 'It is no product' }).click();
    await suggestion('complete bike').waitFor({ state: 'detached' });
    await suggestion('Austria').getByRole('button', { name: 'Add the product' }).click();
    await page.getByRole('heading', { name: '31 products' }).waitFor();
    await suggestions.waitFor({ state: 'detached' });
  });

  it('breaks nowhere and loads nothing that its policy refuses', () => expect(owner.complaints).toEqual([]));
});
