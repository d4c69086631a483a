import { ApolloClient, ApolloLink, type DefaultContext, gql, InMemoryCache } from '@apollo/client';
import { OperationTypeNode } from 'graphql';
import { from, Subject } from 'rxjs';
import { expect, it, vi } from 'vitest';
import { OvertakenAnswers } from './overtaken-answers.ts';

const QUESTION = gql`
  query Review {
    review { id status decision { at } conversation { id lead { id tier } } }
  }
`;
const COUNT = gql`
  query Waiting {
    reviews { totalCount }
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
  const overtaken = new OvertakenAnswers(askAgain);
  const answering = new ApolloLink(() => {
    const answer = Promise.withResolvers<ApolloLink.Result>();
    asked.push(answer);
    return from(answer.promise);
  });
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    defaultOptions: { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } },
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      overtaken.events.concat(new ApolloLink(() => events)),
      overtaken.answers.concat(answering),
    ),
  });
  client.subscribe({ query: EVENTS }).subscribe();
  return {
    asked,
    askAgain,
    tell: (told: object, cursor = '1') =>
      events.next({ data: { reviewChanged: { __typename: 'ReviewEvent', cursor, review: told } } }),
    ask: () => client.query({ query: QUESTION, fetchPolicy: 'network-only' }),
    count: (context?: DefaultContext) => client.query({ query: COUNT, fetchPolicy: 'network-only', context }),
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

it('a count names nothing that it is of: it says whose events overtake it', async () => {
  const { asked, tell, count } = reader();
  const answer = (n: number, totalCount: number): void =>
    asked[n]?.resolve({ data: { reviews: { __typename: 'ReviewConnection', totalCount } } });
  const unaware = count();
  await expect.poll(() => asked.length).toBe(1);
  tell(review('PENDING'));
  answer(0, 0);
  expect((await unaware).data).toMatchObject({ reviews: { totalCount: 0 } });
  const counted = count({ overtakenBy: 'Review' });
  await expect.poll(() => asked.length).toBe(2);
  tell(review('PENDING'));
  answer(1, 0);
  await expect.poll(() => asked.length).toBe(3);
  answer(2, 1);
  expect((await counted).data).toMatchObject({ reviews: { totalCount: 1 } });
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
