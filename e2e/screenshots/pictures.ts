import type { Page } from 'playwright-core';
import type { Places } from './fill-day.ts';

export interface Picture {
  readonly name: string;
  /** Whose console: the demo's subject. */
  readonly as: string;
  readonly address: string | ((places: Places) => string);
  /** Brings the page into the state that is pictured. */
  readonly arrange?: (page: Page) => Promise<unknown>;
  /** Puts back what `arrange` did at Parley. */
  readonly tidy?: (page: Page) => Promise<unknown>;
  /** The page to its end, not what a window shows of it. */
  readonly isWhole?: boolean;
}

const OWNER = 'acme-owner';
/** Of the business where little happens: what empty places look like. */
const QUIET = 'globex-owner';

const isMine = (page: Page): Promise<void> => page.getByText('You have it.').waitFor();
const reviewOf = (name: string): Pick<Picture, 'as' | 'address'> => ({
  as: OWNER,
  address: ({ reviewOf: idOf }) => `/review/${idOf(name)}`,
});
const reply = (page: Page) => page.getByRole('textbox', { name: 'Reply', exact: true });
const release = (page: Page): Promise<void> => page.getByRole('button', { name: 'Release' }).click();

/** Answers to an operation fail, as when a service is away. */
const failing =
  (...operations: string[]) =>
  async (page: Page): Promise<void> => {
    await page.route('**/graphql', (route) =>
      operations.includes(route.request().postDataJSON()?.operationName) ? route.abort() : route.fallback(),
    );
    await page.reload();
    await page.getByRole('alert').first().waitFor();
  };

const pageOf = (path: string, as = OWNER): Pick<Picture, 'as' | 'address'> => ({ as, address: path });

const operations = ['channels', 'crm', 'members', 'alerts', 'dead-letters', 'settings'].map(
  (section): Picture => ({ name: `operations-${section}`, ...pageOf(`/operations/${section}`), isWhole: true }),
);

/** Every page, and the states of it that somebody meets in a day. */
export const PICTURES: readonly Picture[] = [
  { name: 'sign-in', as: '', address: '/' },
  { name: 'review-queue', ...pageOf('/review') },
  {
    name: 'review-open',
    ...reviewOf('Gregor Thalhammer'),
    arrange: isMine,
    tidy: release,
    isWhole: true,
  },
  {
    name: 'review-edited',
    ...reviewOf('Helena Sommer'),
    arrange: async (page) => {
      await isMine(page);
      const draft = await reply(page).inputValue();
      await reply(page).fill(`${draft.replace(/\.$/, '')}, and the works council is welcome at our shop. I ring you back today.`);
      await page.getByText('Changed from the draft').waitFor();
    },
    tidy: release,
    isWhole: true,
  },
  {
    name: 'review-reject',
    ...reviewOf('Noé Fournier'),
    arrange: async (page) => {
      await isMine(page);
      await page.getByRole('button', { name: 'Reject …' }).click();
      await page.getByRole('textbox', { name: 'Why is nothing to be sent?' }).fill('We rent no tandems; answered by phone.');
    },
    tidy: release,
  },
  {
    name: 'review-undo',
    ...reviewOf('Noé Fournier'),
    arrange: async (page) => {
      await isMine(page);
      await reply(page).fill('We rent no tandems, sorry. The dog trailer fits every touring bike, and dogs are welcome!');
      await page.getByRole('button', { name: /^(Send edited reply|Approve and send)$/ }).click();
      await page.getByRole('button', { name: 'Undo' }).waitFor();
      await isMine(page);
    },
    tidy: async (page) => {
      await release(page);
      await page.getByRole('button', { name: 'Undo' }).click();
      await isMine(page);
      await release(page);
    },
  },
  { name: 'review-keys', ...pageOf('/review'), arrange: (page) => page.keyboard.press('?') },
  { name: 'review-empty', ...pageOf('/review', QUIET) },
  { name: 'review-failed', ...pageOf('/review'), arrange: failing('ReviewQueue') },
  { name: 'conversations', ...pageOf('/conversations') },
  { name: 'conversation-open', as: OWNER, address: ({ conversation }) => `/conversations/${conversation}`, isWhole: true },
  {
    name: 'conversations-search',
    ...pageOf('/conversations'),
    arrange: async (page) => {
      await page.getByRole('textbox', { name: 'Search in messages' }).or(page.getByRole('searchbox')).first().fill('refund');
      await page.keyboard.press('Enter');
      await page.getByText('Messages with').waitFor();
    },
  },
  { name: 'leads-board', ...pageOf('/leads') },
  { name: 'leads-table', ...pageOf('/leads/table') },
  { name: 'lead-open', as: OWNER, address: ({ lead }) => `/leads/${lead}`, isWhole: true },
  { name: 'runs', ...pageOf('/runs') },
  { name: 'run-open', as: OWNER, address: ({ run }) => `/runs/${run}`, isWhole: true },
  { name: 'insights', ...pageOf('/insights?days=7'), isWhole: true },
  { name: 'insights-empty', ...pageOf('/insights', QUIET), isWhole: true },
  { name: 'knowledge', ...pageOf('/knowledge') },
  {
    name: 'knowledge-bench',
    ...pageOf('/knowledge'),
    arrange: async (page) => {
      await page.getByRole('textbox', { name: 'As a customer would write it' }).fill('How long does delivery to Austria take?');
      await page.getByRole('button', { name: 'Draft a reply' }).click();
      await page.getByRole('heading', { name: 'Passages found' }).waitFor();
    },
    isWhole: true,
  },
  { name: 'knowledge-document', as: OWNER, address: ({ document }) => `/knowledge/${document}`, isWhole: true },
  ...operations,
  {
    name: 'operations-connect',
    ...pageOf('/operations/channels'),
    arrange: (page) => page.getByRole('button', { name: 'Connect a channel' }).click(),
  },
  { name: 'operations-alerts-empty', ...pageOf('/operations/alerts', QUIET) },
  { name: 'operations-dead-letters-empty', ...pageOf('/operations/dead-letters', QUIET) },
  {
    name: 'connection-lost',
    ...pageOf('/review'),
    arrange: async (page) => {
      await page.evaluate('window.cutLiveConnection()');
      await page.getByRole('status').filter({ hasText: 'interrupted' }).waitFor();
    },
  },
];
