import { expect, test } from 'vitest';
import { type ListPage, LiveList, type PageAnswer } from './live-list.ts';

const lead = (id: string, updatedAt: number) => ({ __typename: 'Lead', id, updatedAt });
type Lead = ReturnType<typeof lead>;

const page = (hasNextPage: boolean, ...nodes: Lead[]): PageAnswer<Lead> => ({
  page: { nodes, totalCount: 10, pageInfo: { hasNextPage, endCursor: `after ${nodes.at(-1)?.id}` } } satisfies ListPage<Lead>,
  error: null,
});

/** Answers in their order, each when it is asked for; a function keeps its question waiting until the test answers. */
function listOf(...answers: readonly (PageAnswer<Lead> | Promise<PageAnswer<Lead>>)[]) {
  const rest = [...answers];
  const asked: (string | null)[] = [];
  const list = new LiveList<Lead>(
    async (after) => {
      asked.push(after);
      const answer = rest.shift();
      if (!answer) throw new Error('nothing more was to be asked for');
      return answer;
    },
    { by: ({ updatedAt }) => updatedAt, direction: 'DESCENDING' },
  );
  return { list, asked, ids: () => list.read().nodes?.map(({ id }) => id) };
}

test('a page follows the one before; what moved onto it meanwhile stands in it once, in its place', async () => {
  const { list, asked, ids } = listOf(page(true, lead('a', 9), lead('b', 8)), page(false, lead('a', 7), lead('c', 6)));
  expect(list.read()).toMatchObject({ nodes: null, hasMore: false });
  await list.begin();
  await list.showMore();
  expect(ids()).toEqual(['b', 'a', 'c']);
  expect(asked).toEqual([null, 'after b']);
  expect(list.read().hasMore).toBe(false);
});

test('what an event tells of moves, comes and goes, and is counted', async () => {
  const { list, ids } = listOf(page(false, lead('a', 9), lead('b', 8), lead('c', 7)));
  await list.begin();
  list.place(lead('c', 10), true);
  list.place(lead('d', 8.5), true);
  list.place(lead('a', 11), false);
  list.place(lead('never there', 11), false);
  expect(ids()).toEqual(['c', 'd', 'b']);
  expect(list.read().totalCount).toBe(10);
  list.place(lead('b', 8), false);
  expect(list.read().totalCount).toBe(9);
});

test('what belongs after all that was fetched comes with its page, and is counted at once', async () => {
  const { list, ids } = listOf(page(true, lead('a', 9), lead('b', 8)));
  await list.begin();
  list.place(lead('z', 1), true);
  expect(ids()).toEqual(['a', 'b']);
  expect(list.read().totalCount).toBe(11);
});

test('asked for again, it is what it was until the answer is there', async () => {
  const again = Promise.withResolvers<PageAnswer<Lead>>();
  const { list, ids } = listOf(page(true, lead('a', 9)), page(false, lead('b', 8)), again.promise);
  await list.begin();
  await list.showMore();
  const answered = list.begin();
  expect(ids()).toEqual(['a', 'b']);
  again.resolve(page(true, lead('c', 9)));
  await answered;
  expect(ids()).toEqual(['c']);
});

test('a page that was asked for before the last beginning is of another list', async () => {
  const late = Promise.withResolvers<PageAnswer<Lead>>();
  const { list, ids } = listOf(page(true, lead('a', 9)), late.promise, page(true, lead('b', 9)));
  await list.begin();
  const more = list.showMore();
  await list.begin();
  late.resolve(page(false, lead('c', 8)));
  await more;
  expect(ids()).toEqual(['b']);
  expect(list.read().hasMore).toBe(true);
});

test('what was told while a page was on its way is placed after it, as it was told last', async () => {
  const late = Promise.withResolvers<PageAnswer<Lead>>();
  const { list, ids } = listOf(late.promise);
  const begun = list.begin();
  list.place(lead('b', 10), true);
  list.place(lead('c', 11), true);
  list.place(lead('c', 11), false);
  late.resolve(page(false, lead('a', 9), lead('b', 8), lead('c', 7)));
  await begun;
  expect(ids()).toEqual(['b', 'a']);
});

test('what came while a page was on its way that does not have it is there after it', async () => {
  const late = Promise.withResolvers<PageAnswer<Lead>>();
  const { list, ids } = listOf(late.promise);
  const begun = list.begin();
  list.place(lead('new', 10), true);
  late.resolve(page(false, lead('a', 9)));
  await begun;
  expect(ids()).toEqual(['new', 'a']);
});

test('a question without an answer takes no row away; the next that is answered takes the error away', async () => {
  const error = new TypeError('Failed to fetch');
  const failed = { page: null, error };
  const { list, ids } = listOf(page(true, lead('a', 9)), failed, failed, page(true, lead('b', 9)));
  await list.begin();
  expect(await list.showMore()).toEqual({ error });
  expect(list.read()).toMatchObject({ error: null, hasMore: true });
  await list.begin();
  expect(ids()).toEqual(['a']);
  expect(list.read().error).toBe(error);
  await list.begin();
  expect(ids()).toEqual(['b']);
  expect(list.read().error).toBeNull();
});

test('whoever watches is told of every change, and reads the same until then', async () => {
  const { list } = listOf(page(true, lead('a', 9)));
  let told = 0;
  const stop = list.watch(() => {
    told += 1;
  });
  await list.begin();
  expect(list.read()).toBe(list.read());
  list.place(lead('b', 10), true);
  list.place(lead('unknown', 10), false);
  expect([told, list.isWatched]).toEqual([2, true]);
  stop();
  list.place(lead('c', 11), true);
  expect([told, list.isWatched]).toEqual([2, false]);
});
