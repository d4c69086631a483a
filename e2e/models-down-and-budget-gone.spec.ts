import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type DemoTenant, demoChannel, demoTenants } from '../cli/demo/demo-tenants.ts';
import { playMessage } from '../cli/demo/play-message.ts';
import { ApiClient } from './support/client.ts';
import { Outside } from './support/outside.ts';
import { type StartedSystem, startSystem } from './support/system.ts';

const [acme] = demoTenants as [DemoTenant];
const page = demoChannel(acme, 'FACEBOOK');
const WAIT = { timeout: 40_000, interval: 100 };
/** The breaker keeps everybody away for half a minute. */
const RECOVERY = { timeout: 60_000, interval: 250 };
/** As long as a call may hang, and what the rest takes. */
const CUSTOMER_WAITS_MS = 20_000;
const DOWN = {
  status: 500,
  body: { error: { message: 'The server had an error.', type: 'server_error', param: null, code: null } },
};
const GEMINI_DOWN = { status: 503, body: { error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } } };

interface Run {
  readonly status: string;
  readonly draft: { readonly text: string } | null;
  readonly review: { readonly id: string; readonly reason: string; readonly status: string } | null;
  readonly steps: readonly {
    readonly agent: string;
    readonly provider: string;
    readonly model: string;
    readonly error: string | null;
    readonly cached: boolean;
  }[];
}
interface Person {
  readonly psid: string;
  readonly said: string;
  readonly wroteAt: number;
}

/** A tenant with both vendors' keys: one goes away, then the other, then the money. Whoever wrote is answered once, whatever happens. */
describe('models down, and the budget gone', () => {
  let system: StartedSystem;
  let owner: ApiClient;
  let outside: Outside;
  const people: Person[] = [];

  beforeAll(async () => {
    system = await startSystem({ env: { OPENAI_API_KEY: 'sk-sim-story', GEMINI_API_KEY: 'AIza-sim-story', UNDO_HOLD_MS: '0' } });
    owner = new ApiClient(system.url, await system.token('acme-owner'));
    outside = new Outside(system.simulators);
    await untilQuiet();
  }, 120_000);
  afterAll(() => system.close(), 30_000);

  /** The demo's own messages are answered before the story begins. */
  const untilQuiet = () =>
    vi.waitFor(async () => {
      const { runs } = await owner.ask('{ runs(first: 100, filter: { status: [RUNNING] }) { nodes { id } } }');
      expect(runs.nodes).toEqual([]);
    }, WAIT);
  const write = async (said: string): Promise<Person> => {
    const person = { psid: `7400000000000${String(people.length).padStart(3, '0')}`, said, wroteAt: Date.now() };
    people.push(person);
    const message = { personId: person.psid, name: `Ada ${people.length}`, text: said, timestamp: Date.now() };
    await playMessage(system.simulators, page, message);
    return person;
  };
  const threadOf = async ({ psid }: Person) => {
    const { contacts } = await owner.ask(
      `query Thread($id: String!) { contacts(filter: { platformUserId: $id }) { nodes { conversations { nodes { messages { nodes {
         direction text delivery { status } run { id status draft { text } steps { agent provider model error cached } review { id reason status } } } } } } } } }`,
      { id: psid },
    );
    return contacts.nodes[0]?.conversations.nodes[0]?.messages.nodes ?? [];
  };
  const runOf = async (person: Person): Promise<Run | null> =>
    (await threadOf(person)).find(({ direction }: { direction: string }) => direction === 'INBOUND')?.run ?? null;
  const answered = async (person: Person, wait = WAIT): Promise<Run> => {
    await vi.waitFor(async () => expect(await outside.sentTo(person.psid)).toHaveLength(1), wait);
    const run = await runOf(person);
    if (!run) throw new Error(`no run of ${person.said}`);
    return run;
  };
  const waiting = async (person: Person, reason: string): Promise<Run | null> => {
    await vi.waitFor(async () => expect((await runOf(person))?.review).toMatchObject({ reason, status: 'PENDING' }), WAIT);
    return runOf(person);
  };
  const providersOf = (run: Run): string[] => [
    ...new Set(run.steps.filter(({ error, agent }) => error === null && agent !== 'LEAD_SCORER').map(({ provider }) => provider)),
  ];
  const calls = async (vendor: 'openai' | 'gemini'): Promise<number> => (await outside.journal(vendor)).length;
  /** Without embeddings, which no other vendor can stand in for: questions are answered by words meanwhile. */
  const completions = async (): Promise<number> =>
    (await outside.journal('openai')).filter(({ path }) => path.endsWith('/chat/completions')).length;
  const alerts = async (...codes: string[]): Promise<[code: string, isOver: boolean][]> => {
    const found = await owner.ask('{ alerts(first: 50) { nodes { code resolvedAt } } }');
    return found['alerts'].nodes
      .filter(({ code }: { code: string }) => codes.includes(code))
      .map(({ code, resolvedAt }: { code: string; resolvedAt: string | null }) => [code, resolvedAt !== null])
      .toReversed();
  };
  const answerByHand = async (reviewId: string, text: string): Promise<void> => {
    const { claimReview } = await owner.ask(
      'mutation Claim($id: ID!) { claimReview(id: $id) { ... on Review { claim { token } } } }',
      { id: reviewId },
    );
    const { approveReview } = await owner.ask(
      'mutation Approve($id: ID!, $token: Int!, $text: String) { approveReview(id: $id, token: $token, text: $text) { __typename } }',
      { id: reviewId, token: claimReview.claim.token, text },
    );
    expect(approveReview).toEqual({ __typename: 'Review' });
  };

  const spend = async (): Promise<{ costUsd: number; budgetUsd: number | null; stage: string }> =>
    (await owner.ask('{ spend { costUsd budgetUsd stage } }'))['spend'];
  const setBudget = async (usd: number | null): Promise<void> => {
    const { updateAiSettings } = await owner.ask(
      'mutation Set($usd: Float) { updateAiSettings(input: { monthlyBudgetUsd: $usd }) { monthlyBudgetUsd } }',
      { usd },
    );
    expect(updateAiSettings).toEqual({ monthlyBudgetUsd: usd });
  };
  /** A budget of which so much is spent: the next call passes the stage that begins a little above. */
  const setBudgetSpentTo = async (share: number): Promise<void> => setBudget((await spend()).costUsd / share);
  const BUDGET = ['BUDGET_WARNING', 'BUDGET_CHEAPER_MODELS', 'BUDGET_CACHE_AND_REVIEW_ONLY'];

  it('OpenAI answers while it is there', async () => {
    const run = await answered(await write('How much does a basic service cost?'));
    expect(run.status).toBe('AUTO_REPLIED');
    expect(providersOf(run)).toEqual(['openai']);
  }, 60_000);

  it('a call that hangs and a line that breaks are made good by Gemini, while the customer still waits', async () => {
    await outside.faults('openai', [
      { match: { path: '/chat/completions', body: 'Trailhawk' }, hang: true, times: 1 },
      { match: { path: '/chat/completions', body: 'invoice' }, drop: true, times: 2 },
    ]);
    const written = [await write('How much is the Acme Trailhawk?'), await write('Can I pay by invoice?')];
    for (const run of await Promise.all(written.map((person) => answered(person)))) {
      expect(run.status).toBe('AUTO_REPLIED');
      expect(providersOf(run)).toContain('gemini');
    }
    for (const { wroteAt } of written) expect(Date.now() - wroteAt).toBeLessThan(CUSTOMER_WAITS_MS);
  }, 60_000);

  it('OpenAI down: Gemini answers at once, and after some calls OpenAI is left alone', async () => {
    await outside.faults('openai', [DOWN]);
    const texts = [
      'How much does delivery to Austria cost?',
      'What does fixing a flat tyre cost?',
      'Can I test ride a bike free of charge?',
      'What are your opening hours on Saturday?',
      'How much does delivery of a complete bike cost?',
    ];
    const written = await Promise.all(texts.map(write));
    for (const run of await Promise.all(written.map((person) => answered(person)))) {
      expect(run.status).toBe('AUTO_REPLIED');
      expect(providersOf(run)).toEqual(['gemini']);
    }
    const asked = await completions();
    expect(providersOf(await answered(await write('What frame size fits riders of 170 cm?')))).toEqual(['gemini']);
    expect(await completions()).toBe(asked);
  }, 60_000);

  it('Gemini down, too: people have the messages without drafts, the team is told once, and what they answer arrives', async () => {
    await outside.faults('gemini', [GEMINI_DOWN]);
    const written = [await write('What is the deposit for a tent?'), await write('How much does a full service cost?')];
    for (const run of await Promise.all(written.map((person) => waiting(person, 'PROVIDER_DOWN'))))
      expect(run).toMatchObject({ status: 'IN_REVIEW', draft: null });
    await vi.waitFor(async () => expect(await alerts('PROVIDER_DOWN')).toEqual([['PROVIDER_DOWN', false]]), WAIT);
    for (const person of written) {
      const run = await runOf(person);
      await answerByHand(run?.review?.id ?? '', 'We call you back within the hour.');
      await answered(person);
      expect(await outside.sentTo(person.psid)).toMatchObject([{ text: 'We call you back within the hour.', status: 200 }]);
    }
  }, 60_000);

  it('when they are back the message that waited is answered by a model, and the team knows that it is over', async () => {
    await outside.faults('openai', []);
    await outside.faults('gemini', []);
    const run = await answered(await write('Can I return a helmet if it does not fit?'), RECOVERY);
    expect(run.status).toBe('AUTO_REPLIED');
    await vi.waitFor(async () => expect(await alerts('PROVIDER_DOWN')).toEqual([['PROVIDER_DOWN', true]]), WAIT);
    // OpenAI stands first in the list and was tried again by itself
    expect(run.steps.find(({ agent }) => agent === 'INTENT_CLASSIFIER')).toMatchObject({ provider: 'openai', error: null });
  }, 90_000);

  it('three quarters of the budget: the team is told, and everything goes on', async () => {
    await setBudgetSpentTo(0.749);
    expect((await spend()).stage).toBe('NORMAL');
    expect((await answered(await write('Do you take PayPal?'))).status).toBe('AUTO_REPLIED');
    expect((await spend()).stage).toBe('WARNING');
    await vi.waitFor(async () => expect(await alerts(...BUDGET)).toEqual([['BUDGET_WARNING', false]]), WAIT);
  }, 60_000);

  it('nine tenths: the cheapest models answer', async () => {
    await setBudgetSpentTo(0.899);
    await answered(await write('How much does a tent for two people cost?'));
    expect((await spend()).stage).toBe('CHEAPER_MODELS');
    const run = await answered(await write('Is your shop open on Sunday?'));
    expect(run.status).toBe('AUTO_REPLIED');
    for (const { model } of run.steps.filter(({ provider }) => provider !== 'local')) expect(model).toMatch(/nano|flash-lite/);
  }, 60_000);

  it('all of it: no vendor is asked, who asks what was answered today is answered again, and people answer the others', async () => {
    await setBudgetSpentTo(0.9999);
    const written = [await write('What do you charge for a new chain?')];
    const runs = [await waiting(written[0] as Person, 'BUDGET')];
    // the first found that the money is gone; from then on nobody is asked anything
    const asked = [await calls('openai'), await calls('gemini')];
    written.push(await write('How long is the warranty on a tent?'));
    runs.push(await waiting(written[1] as Person, 'BUDGET'));
    // what a model answered today it need not be asked again
    const again = await answered(await write('Do you take PayPal?'));
    expect(again.status).toBe('AUTO_REPLIED');
    expect(again.steps.find(({ agent }) => agent === 'REPLY_GENERATOR')).toMatchObject({ cached: true, error: null });
    expect(runs.map((run) => run?.draft)).toEqual([null, null]);
    expect(await spend()).toMatchObject({ stage: 'CACHE_AND_REVIEW_ONLY' });
    expect([await calls('openai'), await calls('gemini')]).toEqual(asked);
    for (const [at, person] of written.entries()) {
      await answerByHand(runs[at]?.review?.id ?? '', '45 euros, or three years.');
      await answered(person);
    }
    await vi.waitFor(async () => {
      const told = await alerts(...BUDGET);
      // each is of one budget and told once: the first two budgets were replaced
      expect(told.filter(([, isOver]) => !isOver)).toEqual([
        ['BUDGET_CHEAPER_MODELS', false],
        ['BUDGET_CACHE_AND_REVIEW_ONLY', false],
      ]);
    }, WAIT);
  }, 60_000);

  it('without a budget the next message is answered by a model, and the alerts are over', async () => {
    await setBudget(null);
    const run = await answered(await write('What does replacing brake pads cost?'));
    expect(run.status).toBe('AUTO_REPLIED');
    expect(providersOf(run)).toEqual(['openai']);
    expect(await spend()).toMatchObject({ budgetUsd: null, stage: 'NORMAL' });
    await vi.waitFor(async () => expect((await alerts(...BUDGET)).every(([, isOver]) => isOver)).toBe(true), WAIT);
  }, 60_000);

  it('nobody was forgotten, and nobody was answered twice', async () => {
    for (const person of people) {
      expect(await outside.sentTo(person.psid), person.said).toMatchObject([{ status: 200 }]);
      expect(await threadOf(person), person.said).toHaveLength(2);
    }
    const { deadLetters } = await owner.ask('{ deadLetters(first: 1) { nodes { id } } }');
    expect(deadLetters.nodes).toEqual([]);
  });
});
