import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasBrowser, openBrowser, type Reader, signIn } from './support/browser.ts';
import { ApiClient } from './support/client.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';

const WAIT = { timeout: 20_000, interval: 100 };
const UNSURE = 'Do you rent out tandems with child seats on public holidays, and may my dog come along in a trailer?';
const DAY_MS = 86_400_000;

/** What a manager looks at to trust the machine: what it did, step by step, and what that comes to. */
describe.skipIf(!hasBrowser)('insights and runs', () => {
  let system: InProcessSystem;
  let browser: Browser;
  let manager: Reader;
  let page: Page;
  let api: ApiClient;

  const write = async (psid: string, text: string): Promise<void> => {
    expect(await postWebhook(system.url, messengerBody({ page: system.page, psid, text }))).toBe(200);
  };
  const figure = (name: string): Locator => page.getByRole('group', { name, exact: true });
  const runs = async () =>
    (await api.ask('{ runs(first: 50) { nodes { id status } } }'))['runs'].nodes as { id: string; status: string }[];

  const statuses = async () => (await runs()).map(({ status }) => status).sort();
  const pending = async () =>
    (await api.ask('{ reviews(first: 5, status: [PENDING]) { nodes { id } } }'))['reviews'].nodes as { id: string }[];
  const autoReply = (isOn: boolean) =>
    api.ask('mutation ($isOn: Boolean!) { updateAiSettings(input: { autoReply: $isOn }) { autoReply } }', { isOn });

  beforeAll(async () => {
    system = await startInProcess();
    api = new ApiClient(system.url, await system.token());
    await autoReply(false);
    await write('spoke-1', 'How long does delivery take?');
    await vi.waitFor(async () => expect((await pending()).length).toBe(1), WAIT);
    const [review] = await pending();
    const claim = 'mutation ($id: ID!) { claimReview(id: $id) { ... on Review { claim { token } } } }';
    const { token } = (await api.ask(claim, { id: review?.id }))['claimReview'].claim;
    await api.ask(
      'mutation ($id: ID!, $token: Int!) { approveReview(id: $id, token: $token, text: "Two days.") { __typename } }',
      {
        id: review?.id,
        token,
      },
    );
    await autoReply(true);
    await write('spoke-2', UNSURE);
    await vi.waitFor(async () => {
      expect(await statuses()).toEqual(['IN_REVIEW', 'REPLIED_AFTER_REVIEW']);
      const { calibration } = await api.ask('{ calibration { decisions } }');
      expect(calibration.some(({ decisions }: { decisions: number }) => decisions > 0)).toBe(true);
    }, WAIT);
    browser = await openBrowser();
    manager = await signIn(browser, system.url, await system.token());
    page = manager.page;
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.close();
  }, 30_000);

  it('shows the numbers that the API tells', async () => {
    const to = new Date();
    const { insights } = await api.ask(
      `query ($from: DateTime!, $to: DateTime!) {
        insights(from: $from, to: $to) { messages autoReplyShare reviewShare editShare medianReplyMs slaShare slaTargetMinutes } }`,
      { from: new Date(to.getTime() - DAY_MS).toISOString(), to: to.toISOString() },
    );
    const percent = (share: number): string =>
      new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 }).format(share);
    expect(insights).toMatchObject({ messages: 2, editShare: 1, slaShare: 1, slaTargetMinutes: 60 });
    await page.getByRole('link', { name: 'Insights' }).click();
    await figure('Messages').getByText('2', { exact: true }).waitFor();
    await figure('Answered automatically').getByText(percent(insights.autoReplyShare), { exact: true }).waitFor();
    await figure('Reviewed').getByText(percent(insights.reviewShare), { exact: true }).waitFor();
    await figure('Edited in review').getByText('100%', { exact: true }).waitFor();
    expect(await figure('Time to reply, median').innerText()).toMatch(/\d/);
    await figure('Answered within 1 hr').getByText('100%', { exact: true }).waitFor();
    await page.getByRole('img', { name: 'Messages per day' }).waitFor();
    await page.getByText(/\$0\.00, without a limit/).waitFor();
    const row = page.getByRole('table', { name: 'By platform' }).getByRole('row', { name: /^Messenger 2 / });
    await row.getByRole('cell', { name: '100%' }).first().waitFor();
    await page.getByText(/^As of \d/).waitFor();
  });

  it('tells a point of a chart to who moves along it by keyboard', async () => {
    const chart = page.getByRole('img', { name: 'Messages per day' });
    await chart.focus();
    await chart.press('End');
    await page.getByRole('status').filter({ hasText: ': Messages 2 · Automatic ' }).waitFor();
  });

  it('shows what a threshold would have done as the slider moves', async () => {
    const { thresholdCurve } = await api.ask('{ thresholdCurve { threshold decisions } }');
    const slider = page.getByLabel('Threshold', { exact: true });
    await slider.fill('0');
    const lowest = Math.round(thresholdCurve[0].threshold * 100);
    await page
      .getByRole('status')
      .filter({ hasText: `At ${lowest}%` })
      .waitFor();
    await slider.press('End');
    const highest = Math.round(thresholdCurve.at(-1).threshold * 100);
    await page
      .getByRole('status')
      .filter({ hasText: `At ${highest}%` })
      .waitFor();
    const use = page.getByRole('link', { name: `Use ${highest}% as the threshold: look at it in the settings` });
    await use.click();
    const typed = page.getByLabel('Confidence from which a reply is sent without review');
    await vi.waitFor(async () => expect(await typed.inputValue()).toBe(`${highest} %`), WAIT);
    await page.goBack();
    await page.getByRole('heading', { name: 'Insights' }).waitFor();
  });

  it('saves what is shown as CSV', async () => {
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'All that is shown' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^parley-insights-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d\.csv$/);
    const csv = readFileSync(await download.path(), 'utf8');
    expect(csv.startsWith('\ufeffpart,of,measure,value\r\n')).toBe(true);
    expect(csv).toContain('insights by platform,FACEBOOK,messages,2\r\n');
    expect(csv).toContain('insights,period,messages,2\r\n');
    expect(csv).toContain('insights,period,editShare,1\r\n');
    expect(csv).toContain('\r\nspend,period,costUsd,0\r\n');
  });

  it('counts nothing of another intent or platform, and keeps the filters in the address', async () => {
    await page.getByLabel('Platform').first().click();
    await page.getByRole('option', { name: 'LinkedIn' }).click();
    await figure('Messages').getByText('0', { exact: true }).waitFor();
    await page.getByText('No messages arrived in this period').waitFor();
    await figure('Edited in review').getByText('–', { exact: true }).waitFor();
    await page.reload();
    expect(await page.getByLabel('Platform').first().inputValue()).toBe('LinkedIn');
    await figure('Messages').getByText('0', { exact: true }).waitFor();
  });

  it('lists runs as they happen, and shows each step of one with what the model saw and said', async () => {
    await page.getByRole('link', { name: 'Runs' }).click();
    await vi.waitFor(async () => expect(await page.getByRole('row').count()).toBe(3), WAIT);
    await page.getByText('Live', { exact: true }).waitFor();
    await write('spoke-3', 'How long does delivery take to Graz?');
    await vi.waitFor(async () => expect(await page.getByRole('row').count()).toBe(4), WAIT);
    await page.getByRole('link', { name: 'Answered after review' }).click();
    const [run] = (await runs()).filter(({ status }) => status === 'REPLIED_AFTER_REVIEW');
    const asked = await api.ask('query ($id: ID!) { run(id: $id) { steps { agent provider model output } } }', { id: run?.id });
    const steps: { provider: string; model: string }[] = asked['run'].steps;
    const shown = page.getByRole('main').locator('ol').getByRole('listitem');
    await page.getByText(`All steps: $0.00`).waitFor();
    await vi.waitFor(async () => expect(await shown.count()).toBe(steps.length), WAIT);
    expect(await shown.first().innerText()).toContain(`${steps[0]?.provider} · ${steps[0]?.model}`);
    await shown.first().getByText('What it saw').click();
    await shown.first().getByText('How long does delivery take?').first().waitFor();
    await page.getByRole('link', { name: 'Review', exact: true }).last().waitFor();
  });

  it('lists the runs of a platform and a day, by an address that can be passed on', async () => {
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await page.getByLabel('Platform').first().click();
    await page.getByRole('option', { name: 'LinkedIn' }).click();
    await page.getByText('No run matches these filters.').waitFor();
    expect(new URL(page.url()).search).toBe('?platform=LINKEDIN');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByLabel('To, included').fill('2001-01-01');
    await page.getByText('No run matches these filters.').waitFor();
    await page.getByLabel('To, included').fill('');
    await vi.waitFor(async () => expect(await page.getByRole('row').count()).toBe(4), WAIT);
  });

  it('shows a role that may not inspect runs the steps without their words, and no error', async () => {
    const scopes = ['runs:read', 'conversations:read'];
    const reader = await signIn(browser, system.url, await system.token(scopes));
    await reader.page.getByRole('link', { name: 'Runs' }).click();
    await reader.page.getByRole('link', { name: 'Answered after review' }).click();
    await reader.page.getByRole('main').locator('ol').getByRole('listitem').first().waitFor();
    expect(await reader.page.getByText(/What it (saw|said)/).count()).toBe(0);
    expect(await reader.page.getByRole('alert').count()).toBe(0);
    expect(await reader.page.getByRole('link', { name: 'Insights' }).count()).toBe(0);
    expect(reader.complaints).toEqual([]);
  });

  it('breaks nowhere and loads nothing that its policy refuses', () => expect(manager.complaints).toEqual([]));
});
