import type { Ctx } from '#kernel/tenancy/context.ts';

interface Gathering<K, V> {
  readonly keys: Set<K>;
  readonly answers: Promise<ReadonlyMap<K, V>>;
}

/**
 * Makes a field of a list one question instead of one a row: what the resolvers of one execution ask for in the same turn is loaded
 * together. Nothing is kept beyond that, so a mutation's answer is never older than the mutation.
 */
export function batched<K, V>(
  load: (ctx: Ctx, keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): (ctx: Ctx, key: K) => Promise<V | null> {
  const gatherings = new WeakMap<Ctx, Gathering<K, V>>();

  const gather = (ctx: Ctx): Gathering<K, V> => {
    const keys = new Set<K>();
    // graphql-js resolves a list's rows over several promise jobs; the tick comes after all of them
    const turn = new Promise<void>((resolve) => void Promise.resolve().then(() => process.nextTick(resolve)));
    const answers = turn.then(() => {
      gatherings.delete(ctx);
      return load(ctx, [...keys]);
    });
    const gathering = { keys, answers };
    gatherings.set(ctx, gathering);
    return gathering;
  };

  return async (ctx, key) => {
    const gathering = gatherings.get(ctx) ?? gather(ctx);
    gathering.keys.add(key);
    return (await gathering.answers).get(key) ?? null;
  };
}
