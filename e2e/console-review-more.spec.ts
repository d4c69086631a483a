import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasBrowser, intercept, openBrowser, type Reader, signIn } from './support/browser.ts';
import { ApiClient } from './support/client.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';
import { Outside } from './support/outside.ts';

const WAIT = { timeout: 25_000, interval: 50 };
const QUESTION = 'Hi! How much does delivery to Austria cost and how long does it take?';
/** Long enough to take a decision back on a busy machine. */
const HOLD_MS = 10_000;

/** Reviews that are alike, what a draft stands on, who else looks, and what is left of a decision. */
describe.skipIf(!hasBrowser)('the review page, with more than one review at a time', () => {
  let system: InProcessSystem;
  let browser: Browser;
  let desk: Reader;
  let rita: Reader;
  let owner: ApiClient;
  let outside: Outside;

  beforeAll(async () => {
    system = await startInProcess({ undoHoldMs: HOLD_MS });
    outside = new Outside(system.simulators);
    owner = new ApiClient(system.url, await system.token());
    // however sure, a person decides, and nothing else is the reason
    await owner.ask('mutation { updateAiSettings(input: { confidenceThreshold: 1 }) { confidenceThreshold } }');
    browser = await openBrowser();
    [desk, rita] = await Promise.all([
      signIn(browser, system.url, await system.token()),
      signIn(browser, system.url, await system.reviewerToken()),
    ]);
    await desk.page.getByText('Live', { exact: true }).waitFor();
    await rita.page.getByText('Live', { exact: true }).waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 30_000);

  const ask = async (...people: readonly string[]): Promise<void> => {
    const messages = people.map((psid) => ({ page: system.page, psid, text: QUESTION }));
    expect(await postWebhook(system.url, messengerBody(...messages))).toBe(200);
  };
  const takeNext = async (): Promise<void> => {
    await desk.page.keyboard.press('n');
    await desk.page.getByText('You have it.').waitFor();
  };
  const openId = () => new URL(desk.page.url()).pathname.split('/').at(-1) ?? '';
  const reply = () => desk.page.getByRole('textbox', { name: 'Reply' });
  const dialog = () => desk.page.getByRole('dialog');
  const sent = async (...people: readonly string[]): Promise<number[]> =>
    Promise.all(people.map(async (psid) => (await outside.sentTo(psid)).length));

  it('approves what is alike together: shows each, says what became of each, and takes all of it back', async () => {
    await ask('alike-1', 'alike-2', 'alike-3');
    await desk.page.getByText('3 alike').first().waitFor();
    await desk.page.keyboard.press('b');
    await dialog().getByText(QUESTION).nth(2).waitFor();
    expect(await dialog().getByText(/9\.90/).count()).toBe(3);
    await dialog().getByRole('checkbox').last().uncheck();
    // somebody takes one of them while the dialog is read
    await rita.page.getByRole('listitem').first().click();
    await rita.page.getByText('You have it.').waitFor();
    await dialog().getByRole('button', { name: 'Approve and send all 2' }).click();
    await dialog().getByText('Rita Reviewer has it: not approved.').waitFor();
    await dialog().getByText('Approved. It is sent in a few seconds.').waitFor();
    // keys are the dialog's, also when the button that had the focus is gone
    await desk.page.keyboard.press('n');
    await dialog().getByRole('button', { name: 'Undo all' }).click();
    await dialog().getByText('It waits again.').waitFor();
    expect(await sent('alike-1', 'alike-2', 'alike-3')).toEqual([0, 0, 0]);
    await dialog().getByRole('button', { name: 'Close' }).last().click();
    expect(openId()).toBe('review');
  });

  it('shows who else looks at the conversation, and the passage that each statement stands in', async () => {
    await desk.page.getByRole('listitem').first().getByRole('link').click();
    await desk.page.getByText('Rita Reviewer is looking too').waitFor();
    await rita.page.getByText('Olivia Owner is looking too').waitFor();
    const passage = desk.page.getByRole('tooltip').getByText(/Delivery times and costs/);
    await desk.page.getByRole('link', { name: /Delivery to Austria takes/ }).hover();
    await passage.waitFor();
    await desk.page.mouse.move(0, 0);
    await passage.waitFor({ state: 'detached' });
    // by keyboard too
    await desk.page.keyboard.press('Tab');
    await desk.page.getByRole('link', { name: /Delivery to Switzerland takes/ }).focus();
    await passage.waitFor();
    await rita.page.getByRole('button', { name: 'Release' }).click();
    await rita.page.getByRole('link', { name: 'Leads' }).click();
    // on a phone the queue is behind what is open; it is all there again when there is room
    await desk.page.setViewportSize({ width: 390, height: 844 });
    await desk.page.getByRole('link', { name: 'Back to the queue' }).waitFor();
    await desk.page.setViewportSize({ width: 1280, height: 900 });
  });

  it('sends what was approved together, to each their own', async () => {
    await desk.page.getByText('3 alike').first().click();
    await dialog().getByRole('button', { name: 'Approve and send all 3' }).click();
    await dialog().getByText('3 were approved.').waitFor();
    await dialog().getByRole('button', { name: 'Close' }).last().click();
    await desk.page.getByText('nothing waits', { exact: true }).waitFor();
  });

  it('lets a decision be taken back after the page was loaded anew, with what was typed', async () => {
    await ask('reload-1');
    await desk.page.getByText('1 waits', { exact: true }).waitFor();
    await takeNext();
    await reply().fill('To Austria it is 9.90 €, whatever you order.');
    await desk.page.getByRole('button', { name: 'Send edited reply' }).click();
    await desk.page.getByText('You have it.').waitFor({ state: 'detached' });
    await desk.page.reload();
    // the latest has the key
    await desk.page.getByRole('button', { name: 'Undo u' }).waitFor();
    // pressed twice it is asked for once: a second answer would open the review anew, and give back what the first took
    const answers: (() => Promise<void>)[] = [];
    const letThrough = await intercept(desk.page, {
      UndoDecision: async (route) => {
        const response = await route.fetch();
        answers.push(() => route.fulfill({ response }));
      },
    });
    await desk.page.keyboard.press('u');
    await desk.page.keyboard.press('u');
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0), WAIT);
    await answers[0]?.();
    await desk.page.getByText('You have it.').waitFor();
    expect(answers).toHaveLength(1);
    await letThrough();
    expect(await reply().inputValue()).toBe('To Austria it is 9.90 €, whatever you order.');
    expect(await sent('reload-1')).toEqual([0]);
  });

  it('makes an edited reply knowledge in two clicks, and names what is personal in it', async () => {
    await reply().fill('To Austria it is 9.90 €. Ask mara@acme.example for more.');
    await desk.page.getByRole('button', { name: 'Send edited reply' }).click();
    await vi.waitFor(async () => expect(await sent('alike-1', 'alike-2', 'alike-3', 'reload-1')).toEqual([1, 1, 1, 1]), WAIT);
    await desk.page.getByRole('button', { name: 'Add to the knowledge' }).click();
    await dialog().getByRole('alert').getByText('mara@acme.example').waitFor();
    expect(await dialog().getByRole('textbox', { name: 'Title' }).inputValue()).toBe(
      'How much does delivery to Austria cost and how long does it take?',
    );
    await dialog().getByRole('textbox', { name: 'Text' }).fill('To Austria it is 9.90 €.');
    await dialog().getByRole('button', { name: 'Add', exact: true }).click();
    await dialog().getByText('It is in the knowledge.').waitFor();
    const { knowledgeDocuments } = await owner.ask('{ knowledgeDocuments(first: 1) { nodes { title text } } }');
    expect(knowledgeDocuments.nodes).toEqual([
      { title: 'How much does delivery to Austria cost and how long does it take?', text: 'To Austria it is 9.90 €.' },
    ]);
  });

  it('sends nothing that was not on the page: an approval meant the draft that was read, not one that was being written', async () => {
    await dialog().getByRole('button', { name: 'Close' }).click();
    // keys are its own until it is gone
    await dialog().waitFor({ state: 'detached' });
    await ask('redraft-1');
    await desk.page.getByText('1 waits', { exact: true }).waitFor();
    await takeNext();
    const read = await reply().inputValue();
    const id = openId();
    // in another window the sources are those of the draft that stands there
    await rita.page.goto(desk.page.url());
    const marked = () =>
      rita.page.locator('.marked-draft').evaluate((draft) => {
        // without the numbers of the sources
        for (const number of draft.querySelectorAll('sup')) number.textContent = '';
        return draft.textContent;
      });
    expect(await marked()).toBe(read);
    // the approval is pressed before the other draft is there, and arrives after it
    const [pressed, written] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const letThrough = await intercept(desk.page, {
      ApproveReview: async (route) => {
        pressed.resolve();
        await written.promise;
        await route.continue();
      },
      RegenerateDraft: async (route) => {
        await pressed.promise;
        const response = await route.fetch();
        const { draftText } = (await response.json()).data.regenerateDraft;
        expect(draftText).not.toBe(read);
        await vi.waitFor(async () => expect(await marked()).toBe(draftText), WAIT);
        written.resolve();
        await route.fulfill({ response });
      },
    });
    await desk.page.keyboard.press('g');
    await desk.page.keyboard.type('returns');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.getByRole('button', { name: 'Approve and send' }).click();
    const decision = async () =>
      (await owner.ask('query ($id: ID!) { review(id: $id) { decision { finalText } } }', { id })).review;
    await vi.waitFor(async () => expect(await decision()).toEqual({ decision: { finalText: read } }), WAIT);
    await letThrough();
    await desk.page.getByText('nothing waits', { exact: true }).waitFor();
  });

  it('shows beside the draft what the team knows of the person, and warns who would answer a second time', async () => {
    await ask('by-hand-1');
    await desk.page.getByText('1 waits', { exact: true }).waitFor();
    await takeNext();
    await desk.page
      .getByRole('group', { name: 'What makes the lead' })
      .getByText(/[+-]\d/)
      .first()
      .waitFor();
    // whoever asks for the next one keeps theirs where nothing else waits
    await desk.page.getByRole('button', { name: 'Next' }).click();
    await desk.page.getByText('Nothing else waits.').waitFor();
    await desk.page.getByText('You have it.').waitFor();
    // what was released is the next one again
    await desk.page.getByRole('button', { name: 'Release' }).click();
    await desk.page.getByRole('button', { name: 'Take it' }).waitFor();
    await takeNext();
    const { review } = await owner.ask('query ($id: ID!) { review(id: $id) { conversation { id } } }', { id: openId() });
    const { id } = review.conversation;
    // as the others do them, elsewhere
    await owner.ask('mutation ($id: ID!) { addNote(conversationId: $id, text: "Wants an invoice.") { id } }', { id });
    await owner.ask('mutation ($id: ID!) { setConversationLabels(id: $id, labels: ["wholesale"]) { id } }', { id });
    const article = desk.page.getByRole('article');
    await article.getByText('Wants an invoice.').waitFor();
    await article.getByText('wholesale').waitFor();
    expect(await desk.page.getByRole('alert').count()).toBe(0);
    const send =
      'mutation ($id: ID!) { sendMessage(conversationId: $id, text: "I called them.", idempotencyKey: "by-hand") { id } }';
    await owner.ask(send, { id });
    await desk.page.getByRole('alert').getByText('Somebody answered by hand').waitFor();
    await article.getByText('I called them.').waitFor();
    await article.getByRole('link', { name: 'Conversation' }).click();
    await vi.waitFor(() => expect(new URL(desk.page.url()).pathname).toBe(`/conversations/${id}`), WAIT);
  });

  it('answers with what the team keeps for it, and sends no variable that nobody filled in', async () => {
    await owner.ask('mutation { saveCannedReply(input: { name: "Call back", text: "{{agent.name}} calls you." }) { id } }');
    await desk.page.goBack();
    await desk.page.getByText('You have it.').waitFor();
    // for who has not been in the field it goes behind the draft
    const draft = await reply().inputValue();
    await desk.page.getByRole('button', { name: 'Canned reply' }).click();
    await desk.page.getByRole('option', { name: /Call back/ }).click();
    expect(await reply().inputValue()).toBe(`${draft} Olivia Owner calls you.`);
    await reply().fill('On {{day}} /call');
    await desk.page.getByRole('option', { name: /Call back/ }).waitFor();
    await reply().press('Enter');
    expect(await reply().inputValue()).toBe('On {{day}} Olivia Owner calls you.');
    await reply().press('Control+Enter');
    await desk.page.getByRole('alert').getByText('The customer would read {{day}}').waitFor();
    await desk.page.getByRole('button', { name: 'Fill it in' }).click();
    await reply().fill('On Monday Olivia Owner calls you.');
    await reply().press('Control+Enter');
    await vi.waitFor(async () => expect(await sent('by-hand-1')).toEqual([2]), WAIT);
  });

  it('decides what was approved also where somebody goes on before it is answered, and leaves them there', async () => {
    await ask('slow-1', 'slow-2');
    await desk.page.getByText('2 wait', { exact: true }).waitFor();
    await takeNext();
    const approved = openId();
    const [pressed, gone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const letThrough = await intercept(desk.page, {
      ApproveReview: async (route) => {
        pressed.resolve();
        await gone.promise;
        await route.continue();
      },
    });
    await desk.page.keyboard.press('a');
    await pressed.promise;
    await desk.page.keyboard.press('n');
    await vi.waitFor(() => expect(openId()).not.toBe(approved), WAIT);
    await desk.page.getByText('You have it.').waitFor();
    const next = openId();
    gone.resolve();
    await desk.page.getByRole('button', { name: 'Undo' }).waitFor();
    await desk.page.getByText('1 waits', { exact: true }).waitFor();
    expect(openId()).toBe(next);
    await letThrough();
    // on a busy machine the first may be over before the second is there: what counts is the second's
    await desk.page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
    // an event tells of the decision whose answer is lost: it can be taken back as any other
    const letThroughAgain = await intercept(desk.page, {
      ApproveReview: async (route) => {
        await route.fetch();
        await route.fulfill({ json: {} });
      },
    });
    await desk.page.getByRole('button', { name: 'Approve and send' }).click();
    await desk.page.getByRole('button', { name: 'Undo' }).waitFor();
    expect(await desk.page.getByText('Parley did not answer').count()).toBe(0);
    await letThroughAgain();
    await desk.page.getByRole('button', { name: 'Undo' }).click();
    await desk.page.getByText('You have it.').waitFor();
    await desk.page.getByRole('button', { name: 'Approve and send' }).click();
    await desk.page.getByRole('button', { name: 'Undo' }).waitFor();
  }, 60_000);

  it('takes the decision back that is on its way, once it is there, and not the one before it', async () => {
    await ask('last-1', 'last-2');
    await desk.page.getByText('2 wait', { exact: true }).waitFor();
    await takeNext();
    const first = openId();
    await desk.page.getByRole('button', { name: 'Approve and send' }).click();
    await vi.waitFor(() => expect(openId()).not.toBe(first), WAIT);
    await desk.page.getByText('You have it.').waitFor();
    const second = openId();
    const approved = await desk.holdBack('ApproveReview');
    await desk.page.getByRole('button', { name: 'Approve and send' }).click();
    await approved.isAnswered;
    await desk.page.keyboard.press('u');
    await approved.release();
    await vi.waitFor(() => expect(openId()).not.toBe(second), WAIT);
    await desk.page.keyboard.press('u');
    await vi.waitFor(() => expect(openId()).toBe(second), WAIT);
    await desk.page.getByText('You have it.').waitFor();
    const { review } = await owner.ask('query ($id: ID!) { review(id: $id) { decision { edited } } }', { id: first });
    expect(review).toEqual({ decision: { edited: false } });
    await desk.page.getByRole('button', { name: 'Approve and send' }).click();
    await vi.waitFor(async () => expect(await sent('last-1', 'last-2')).toEqual([1, 1]), WAIT);
    await desk.page.getByRole('button', { name: 'Undo' }).first().waitFor({ state: 'detached' });
  });

  it('leaves a review with whoever took its decision back, also where the event of the decision comes after that', async () => {
    const late: { readonly words: string; readonly tell: () => void }[] = [];
    let isLate = false;
    await desk.page.routeWebSocket(/graphql/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => {
        if (isLate) late.push({ words: String(message), tell: () => socket.send(message) });
        else socket.send(message);
      });
    });
    const told = (status: string): number => late.findIndex(({ words }) => words.includes(`"status":"${status}"`));
    await desk.page.reload();
    await desk.page.getByText('Live', { exact: true }).waitFor();
    await ask('late-1');
    await desk.page.getByText('1 waits', { exact: true }).waitFor();
    await takeNext();
    await rita.page.goto(desk.page.url());
    await rita.page.getByText('Olivia Owner has it.').waitFor();
    isLate = true;
    await reply().fill('To Austria it is 9.90 €.');
    await desk.page.getByRole('button', { name: 'Send edited reply' }).click();
    await rita.page.getByRole('region', { name: /is sent/ }).waitFor();
    await desk.page.getByRole('button', { name: 'Undo' }).click();
    await desk.page.getByText('You have it.').waitFor();
    await rita.page.getByText('Olivia Owner has it.').waitFor();
    await expect.poll(() => Math.min(told('SENDING'), told('CLAIMED'))).toBeGreaterThanOrEqual(0);
    // what is in the queue is by the events: it says when each of them is there
    for (const { tell } of late.splice(0, told('SENDING') + 1)) tell();
    await desk.page.getByText('nothing waits', { exact: true }).waitFor();
    expect(await desk.page.getByText('You have it.').count()).toBe(1);
    isLate = false;
    for (const { tell } of late.splice(0)) tell();
    await desk.page.getByText('1 waits', { exact: true }).waitFor();
    expect(await desk.page.getByText('You have it.').count()).toBe(1);
    await desk.page.getByRole('button', { name: 'Release' }).click();
    await rita.page.getByRole('button', { name: 'Take it' }).waitFor();
  });

  it('says who it is once the platform has said so, in the queue and on the board', async () => {
    await outside.named(system.page, 'named-1', 'Nora Nowak');
    // by then the review and the lead are on the screen
    await outside.faults('facebook', [{ match: { method: 'GET', path: '/named-1' }, delayMs: 1_000 }]);
    await rita.page.goto(`${system.url}/leads`);
    await rita.page.getByText('Live', { exact: true }).waitFor();
    await ask('named-1');
    await desk.page.locator('.row-link').getByText('Nora Nowak').waitFor();
    await rita.page.locator('[data-lead]').getByText('Nora Nowak').waitFor();
    await outside.faults('facebook', []);
  });

  it('loads nothing that its policy refuses and breaks nowhere', () => {
    expect([...desk.complaints, ...rita.complaints]).toEqual([]);
  });
});
