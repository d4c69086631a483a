import type { Ctx } from '#kernel/tenancy/context.ts';

/** Answers entity references with the rows that are loaded for their ids: in their order, null where there is none. */
export const inOrder =
  (load: (ctx: Ctx, ids: readonly string[]) => Promise<ReadonlyMap<string, object>>) =>
  async (ctx: Ctx, references: readonly { readonly id: string }[]): Promise<(object | null)[]> => {
    const found = await load(
      ctx,
      references.map(({ id }) => id),
    );
    return references.map(({ id }) => found.get(id) ?? null);
  };
