import type { Page } from 'playwright-core';
import type sentences from '../../console/i18n/en.json';
import type { Places } from './fill-day.ts';

/** What the console says in the language of the pictures. */
export type Words = (id: keyof typeof sentences) => string;

export interface Picture {
  readonly name: string;
  /** Whose console: the demo's subject. */
  readonly as: string;
  readonly address: string | ((places: Places) => string);
  /** Brings the page into the state that is pictured. */
  readonly arrange?: (page: Page, say: Words) => Promise<unknown>;
  /** Puts back what `arrange` did at Parley. */
  readonly tidy?: (page: Page, say: Words) => Promise<unknown>;
  /** The page to its end, not what a window shows of it. */
  readonly isWhole?: boolean;
}

const OWNER = 'acme-owner';
/** Of the business where little happens: what empty places look like. */
const QUIET = 'globex-owner';

const isMine = (page: Page, say: Words): Promise<void> => page.getByText(say('review.mine')).waitFor();
const reviewOf = (name: string): Pick<Picture, 'as' | 'address'> => ({
  as: OWNER,
  address: ({ reviewOf: idOf }) => `/review/${idOf(name)}`,
});
const reply = (page: Page, say: Words) => page.getByRole('textbox', { name: say('review.draft'), exact: true });
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).click();
/** What a window shows begins with this heading. */
const show = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name, exact: true }).evaluate((title) => title.scrollIntoView());
const release = (page: Page, say: Words): Promise<void> => press(page, say('review.release'));

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

const operations = ['channels', 'crm', 'members', 'alerts', 'dead-letters', 'catalogue', 'settings'].map(
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
    arrange: async (page, say) => {
      await isMine(page, say);
      const draft = await reply(page, say).inputValue();
      await reply(page, say).fill(
        `${draft.replace(/\.$/, '')}, and the works council is welcome at our shop. I ring you back today.`,
      );
      await page.getByText(say('review.difference')).waitFor();
    },
    tidy: release,
    isWhole: true,
  },
  {
    name: 'review-reject',
    ...reviewOf('Noé Fournier'),
    arrange: async (page, say) => {
      await isMine(page, say);
      await press(page, say('review.reject'));
      await page.getByRole('textbox', { name: say('review.rejectReason') }).fill('We rent no tandems; answered by phone.');
    },
    tidy: release,
  },
  {
    name: 'review-undo',
    ...reviewOf('Noé Fournier'),
    arrange: async (page, say) => {
      await isMine(page, say);
      await reply(page, say).fill('We rent no tandems, sorry. The dog trailer fits every touring bike, and dogs are welcome!');
      await press(page, say('review.approveEdited'));
      await page.getByRole('button', { name: say('undo.undo') }).waitFor();
      await isMine(page, say);
    },
    tidy: async (page, say) => {
      await release(page, say);
      await press(page, say('undo.undo'));
      await isMine(page, say);
      await release(page, say);
    },
  },
  { name: 'review-keys', ...pageOf('/review'), arrange: (page) => page.keyboard.press('?') },
  { name: 'review-empty', ...pageOf('/review', QUIET) },
  { name: 'review-failed', ...pageOf('/review'), arrange: failing('ReviewQueue') },
  { name: 'conversations', ...pageOf('/conversations') },
  {
    name: 'conversations-filters',
    ...pageOf('/conversations?platform=INSTAGRAM&platform=X&assignee=nobody'),
    arrange: (page, say) => press(page, `${say('conversations.filters')}: 3`),
  },
  { name: 'conversation-open', as: OWNER, address: ({ conversation }) => `/conversations/${conversation}`, isWhole: true },
  {
    name: 'conversations-search',
    ...pageOf('/conversations'),
    arrange: async (page, say) => {
      await page.getByRole('searchbox').fill('refund');
      await page.keyboard.press('Enter');
      await page.getByText(say('conversations.found').replace('{words}', 'refund')).waitFor();
    },
  },
  { name: 'leads-board', ...pageOf('/leads') },
  { name: 'leads-table', ...pageOf('/leads/table') },
  { name: 'lead-open', as: OWNER, address: ({ lead }) => `/leads/${lead}`, isWhole: true },
  { name: 'runs', ...pageOf('/runs') },
  { name: 'run-open', as: OWNER, address: ({ run }) => `/runs/${run}`, isWhole: true },
  { name: 'insights', ...pageOf('/insights?days=7'), isWhole: true },
  {
    name: 'insights-spend',
    ...pageOf('/insights?days=7'),
    arrange: (page, say) => show(page, say('spend.title')),
  },
  { name: 'insights-empty', ...pageOf('/insights', QUIET), isWhole: true },
  { name: 'knowledge', ...pageOf('/knowledge') },
  {
    name: 'knowledge-bench',
    ...pageOf('/knowledge'),
    arrange: async (page, say) => {
      await page.getByRole('textbox', { name: say('bench.question') }).fill('How long does delivery to Austria take?');
      await press(page, say('bench.ask'));
      await page.getByRole('heading', { name: say('bench.found') }).waitFor();
      await show(page, say('bench.title'));
    },
    isWhole: true,
  },
  { name: 'knowledge-document', as: OWNER, address: ({ document }) => `/knowledge/${document}`, isWhole: true },
  ...operations,
  {
    name: 'operations-connect',
    ...pageOf('/operations/channels'),
    arrange: (page, say) => press(page, say('channel.connect')),
  },
  { name: 'operations-alerts-empty', ...pageOf('/operations/alerts', QUIET) },
  { name: 'operations-dead-letters-empty', ...pageOf('/operations/dead-letters', QUIET) },
  {
    name: 'connection-lost',
    ...pageOf('/review'),
    arrange: async (page, say) => {
      await page.evaluate('window.cutLiveConnection()');
      await page
        .getByRole('status')
        .filter({ hasText: say('connection.lost') })
        .waitFor();
    },
  },
];
