import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { OperationTypeNode } from 'graphql';
import { from, Subject } from 'rxjs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { FreshAnswers } from './fresh-answers.ts';

const QUESTION = gql`
  query Review {
    review { id status decision { at } conversation { id lead { id tier } } }
  }
`;
const CHANGE = gql`
  mutation Approve {
    approveReview { id status }
  }
`;
const EVENTS = gql`
  subscription Changed {
    reviewChanged { cursor review { id status conversation { id lead { id tier } } } }
  }
`;

const lead = (tier: string) => ({ __typename: 'Lead', id: 'l', tier });
const review = (status: string, tier = 'WARM') => ({
  __typename: 'Review',
  id: 'r',
  status,
  conversation: { __typename: 'Conversation', id: 'c', lead: lead(tier) },
});

/** A reader's client; each question waits for its answer until the test gives it. */
function reader() {
  const asked: PromiseWithResolvers<ApolloLink.Result>[] = [];
  const events = new Subject<ApolloLink.Result>();
  const askAgain = vi.fn();
  const fresh = new FreshAnswers(askAgain);
  const answering = new ApolloLink(() => {
    const answer = Promise.withResolvers<ApolloLink.Result>();
    asked.push(answer);
    return from(answer.promise);
  });
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    queryDeduplication: false,
    defaultOptions: { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } },
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      fresh.events.concat(new ApolloLink(() => events)),
      fresh.answers.concat(answering),
    ),
  });
  client.subscribe({ query: EVENTS }).subscribe();
  return {
    asked,
    askAgain,
    tell: (told: object, cursor = '1') =>
      events.next({ data: { reviewChanged: { __typename: 'ReviewEvent', cursor, review: told } } }),
    ask: () => client.query({ query: QUESTION, fetchPolicy: 'network-only' }),
    change: () => client.mutate({ mutation: CHANGE }),
    answer: (n: number, given: object) => asked[n]?.resolve({ data: { review: { decision: null, ...given } } }),
    status: () =>
      client.readFragment<{ status: string }>({ id: 'Review:r', fragment: gql`fragment S on Review { status }` })?.status,
  };
}

it('what was read before an event does not take its place, however late it arrives', async () => {
  const { asked, tell, ask, answer, status } = reader();
  const answered = ask();
  await expect.poll(() => asked.length).toBe(1);
  tell(review('CLAIMED'));
  answer(0, review('APPROVED'));
  await expect.poll(() => asked.length).toBe(2);
  expect(status()).toBe('CLAIMED');
  answer(1, review('CLAIMED'));
  await answered;
  expect(status()).toBe('CLAIMED');
});

it('what an event is about may have changed in more than it says', async () => {
  const { asked, tell, ask, answer } = reader();
  const answered = ask();
  await expect.poll(() => asked.length).toBe(1);
  tell(review('PENDING'));
  answer(0, { ...review('PENDING'), decision: null });
  await expect.poll(() => asked.length).toBe(2);
  answer(1, { ...review('PENDING'), decision: { __typename: 'Decision', at: 'now' } });
  expect((await answered).data).toMatchObject({ review: { decision: { at: 'now' } } });
});

it('what an event only speaks of counts where the answer says otherwise', async () => {
  const { asked, tell, ask, answer } = reader();
  const alike = ask();
  await expect.poll(() => asked.length).toBe(1);
  tell({ ...review('PENDING', 'WARM'), id: 'another' });
  answer(0, review('PENDING', 'WARM'));
  await alike;
  expect(asked).toHaveLength(1);
  const contradicted = ask();
  await expect.poll(() => asked.length).toBe(2);
  tell({ ...review('PENDING', 'HOT'), id: 'another' });
  answer(1, review('PENDING', 'WARM'));
  await expect.poll(() => asked.length).toBe(3);
  answer(2, review('PENDING', 'HOT'));
  expect((await contradicted).data).toMatchObject({ review: { conversation: { lead: { tier: 'HOT' } } } });
});

it('who asks what is on its way already gets no answer that was read before they asked', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { asked, ask, answer, status } = reader();
  const first = ask();
  await expect.poll(() => asked.length).toBe(1);
  vi.runAllTimers();
  const second = ask();
  answer(0, review('PENDING'));
  await expect.poll(() => asked.length).toBe(2);
  expect(status()).toBeUndefined();
  answer(1, review('APPROVED'));
  expect([(await first).data, (await second).data]).toMatchObject([
    { review: { status: 'APPROVED' } },
    { review: { status: 'APPROVED' } },
  ]);
  expect(asked).toHaveLength(2);
});

it('those who ask at once share one answer', async () => {
  const { asked, ask, answer } = reader();
  const both = [ask(), ask()];
  await expect.poll(() => asked.length).toBe(1);
  answer(0, review('PENDING'));
  await Promise.all(both);
  expect(asked).toHaveLength(1);
});

it('who asks because of an answer asks anew, also where it was no answer', async () => {
  const { asked, ask, answer } = reader();
  const failed = ask();
  await expect.poll(() => asked.length).toBe(1);
  asked[0]?.reject(new TypeError('Failed to fetch'));
  expect((await failed).error).toBeInstanceOf(TypeError);
  const answered = ask().then(() => ask());
  await expect.poll(() => asked.length).toBe(2);
  answer(1, review('PENDING'));
  await expect.poll(() => asked.length).toBe(3);
  answer(2, review('CLAIMED'));
  expect((await answered).data).toMatchObject({ review: { status: 'CLAIMED' } });
});

it('one that is overtaken each time is taken in the end', async () => {
  const { asked, tell, ask, answer } = reader();
  const answered = ask();
  for (const n of [0, 1, 2]) {
    await expect.poll(() => asked.length).toBe(n + 1);
    tell(review('CLAIMED'), String(n));
    answer(n, review('PENDING'));
  }
  expect((await answered).data).toMatchObject({ review: { status: 'PENDING' } });
  expect(asked).toHaveLength(3);
});

it('a mutation is sent once: what it changed is asked for again, after its answer', async () => {
  const { asked, tell, change, askAgain, status } = reader();
  const changed = change();
  await expect.poll(() => asked.length).toBe(1);
  tell(review('CLAIMED'));
  asked[0]?.resolve({ data: { approveReview: { __typename: 'Review', id: 'r', status: 'APPROVED' } } });
  await changed;
  await vi.waitFor(() => expect(askAgain).toHaveBeenCalledOnce());
  expect([asked.length, status()]).toEqual([1, 'APPROVED']);
});
