import type { GraphQLResolveInfo } from 'graphql';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { EntityLoader } from './graph-declaration.ts';

interface Representation {
  readonly __typename: string;
  readonly id: string;
}

/**
 * The federation's `_entities` field, one call a type instead of one a reference. A type without a loader answers with the reference
 * itself: its fields have resolvers of their own.
 */
export function entityResolvers(loaders: Readonly<Record<string, EntityLoader>>): {
  resolve: (
    source: unknown,
    args: { representations: readonly Representation[] },
    context: Ctx,
    info: GraphQLResolveInfo,
  ) => Promise<readonly unknown[]>;
  typeOf: (value: object, context: unknown, info: GraphQLResolveInfo) => string | undefined;
} {
  // A fetch is of one type as a rule, and then one note says what all its rows are.
  const onlyTypes = new WeakMap<GraphQLResolveInfo, string>();
  // A row may be an entity of the database; it must not be copied, nor written to.
  const types = new WeakMap<object, string>();

  const load = async (type: string, references: readonly Representation[], ctx: Ctx) => {
    const loader = loaders[type];
    const rows = loader === undefined ? references : await loader(ctx, references);
    if (rows.length !== references.length) {
      throw new Error(`The references of ${type} were ${references.length}, its loader answered ${rows.length}.`);
    }
    return rows;
  };

  const resolve = async (
    _source: unknown,
    { representations }: { representations: readonly Representation[] },
    context: Ctx,
    info: GraphQLResolveInfo,
  ): Promise<readonly unknown[]> => {
    const answers: unknown[] = new Array(representations.length).fill(null);
    const places = Map.groupBy(representations.keys(), (index) => representations[index]?.__typename ?? '');
    const [onlyType] = places.size === 1 ? places.keys() : [];
    if (onlyType !== undefined) onlyTypes.set(info, onlyType);
    await Promise.all(
      Array.from(places, async ([type, indices]) => {
        try {
          const rows = await load(
            type,
            indices.map((index) => representations[index] as Representation),
            context,
          );
          indices.forEach((index, order) => {
            answers[index] = onlyType === undefined ? typed(rows[order] ?? null, type) : rows[order];
          });
        } catch (error) {
          // an Error in a list fails its own place only, so the other types of the same fetch keep their answers
          for (const index of indices) answers[index] = error instanceof Error ? error : new Error(String(error));
        }
      }),
    );
    return answers;
  };

  const typed = (row: object | null, type: string): object | null => {
    if (row === null) return null;
    const known = types.get(row);
    if (known !== undefined && known !== type) throw new Error(`The same object was answered as ${known} and as ${type}.`);
    types.set(row, type);
    return row;
  };

  return { resolve, typeOf: (value, _context, info) => onlyTypes.get(info) ?? types.get(value) };
}
