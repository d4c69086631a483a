import { expect, it } from 'vitest';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { batched } from './batched.ts';

// a batch knows its context by identity and hands it on; it reads nothing of it
const context = (): Ctx => Object.create(null) as Ctx;

const counting = () => {
  const calls: string[][] = [];
  const load = batched<string, string>(async (_ctx, keys) => {
    calls.push([...keys]);
    return new Map(keys.filter((key) => key !== 'missing').map((key) => [key, key.toUpperCase()]));
  });
  return { calls, load };
};

it('what is asked for in one turn is loaded once, each key once, also from later promise jobs', async () => {
  const { calls, load } = counting();
  const ctx = context();
  const late = Promise.resolve()
    .then(() => {})
    .then(() => load(ctx, 'c'));
  const answers = await Promise.all([load(ctx, 'a'), load(ctx, 'b'), load(ctx, 'a'), load(ctx, 'missing'), late]);
  expect(answers).toEqual(['A', 'B', 'A', null, 'C']);
  expect(calls).toEqual([['a', 'b', 'missing', 'c']]);
});

it('nothing is kept for the next turn, and contexts do not share', async () => {
  const { calls, load } = counting();
  const ctx = context();
  await load(ctx, 'a');
  await Promise.all([load(ctx, 'a'), load(context(), 'a')]);
  expect(calls).toEqual([['a'], ['a'], ['a']]);
});

it('a load that fails fails everybody who asked, and nobody later', async () => {
  let fail = true;
  const load = batched<string, string>(async (_ctx, keys) => {
    if (fail) throw new Error('away');
    return new Map(keys.map((key) => [key, key]));
  });
  const ctx = context();
  await expect(Promise.all([load(ctx, 'a'), load(ctx, 'b')])).rejects.toThrow('away');
  fail = false;
  expect(await load(ctx, 'a')).toBe('a');
});
