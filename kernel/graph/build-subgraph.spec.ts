import { execute, parse } from 'graphql';
import { Arg, Args, ArgsType, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { expect, test } from 'vitest';
import { buildSubgraph } from './build-subgraph.ts';
import { ConnectionArgs, type ConnectionOf, connectionOf, decodeCursor, encodeCursor, pageOf } from './connection.ts';
import { Authenticated, Key, RequiresScopes } from './directives.ts';

@Key('id')
@RequiresScopes([['cats:read']])
@ObjectType('Cat', { simpleResolvers: true })
class Cat {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
}
@Key('id')
@ObjectType('Cat', { simpleResolvers: true })
class CatElsewhere {
  @Field(() => ID)
  id!: string;
}
const { Connection: CatConnection } = connectionOf('Cat', () => Cat);

@ArgsType()
class CatsArgs extends ConnectionArgs {
  @Field(() => String, { nullable: true })
  name?: string;
}

@Resolver(() => Cat)
class CatResolver {
  readonly #cats: Cat[];
  constructor(cats: Cat[]) {
    this.#cats = cats;
  }
  @Query(() => CatConnection)
  @RequiresScopes([['cats:read']])
  cats(@Args(() => CatsArgs) args: CatsArgs): ConnectionOf<Cat> {
    const after = decodeCursor(args.after, 1)?.[0];
    const rows = this.#cats.filter((cat) => after === undefined || cat.name > after).slice(0, args.first + 1);
    return pageOf(
      rows,
      args,
      (cat) => [cat.name],
      () => Promise.resolve(this.#cats.length),
    );
  }
}

@Resolver(() => CatElsewhere)
class MouseResolver {
  @FieldResolver(() => String)
  favouriteMouse(@Root() cat: CatElsewhere): string {
    return `mouse of ${cat.id}`;
  }
  @Query(() => String)
  @Authenticated()
  mouse(@Arg('id', () => ID) id: string): string {
    return id;
  }
}

@Resolver()
class OpenResolver {
  @Query(() => String)
  open(): string {
    return 'open';
  }
}

const makeCats = (count: number): Cat[] =>
  Array.from({ length: count }, (_, n) => ({ id: `c${n}`, name: `cat ${String(n).padStart(3, '0')}` }));
const catsSubgraph = (cats: Cat[]) =>
  buildSubgraph({
    name: 'cats',
    resolvers: [new CatResolver(cats)],
    orphanedTypes: [Cat],
    references: {
      Cat: async (_ctx, references) => {
        if (references.some(({ id }) => id === 'bad')) throw new Error('no such key');
        return references.map(({ id }) => cats.find((cat) => cat.id === id) ?? null);
      },
    },
  });
const run = (schema: Parameters<typeof execute>[0]['schema'], query: string, variableValues = {}) =>
  execute({ schema, document: parse(query), variableValues, contextValue: {} });

test('two subgraphs in one process may use the same type name and see nothing of each other', async () => {
  const [cats, mice] = await Promise.all([
    catsSubgraph(makeCats(1)),
    buildSubgraph({ name: 'mice', resolvers: [new MouseResolver()], orphanedTypes: [CatElsewhere] }),
  ]);
  expect(cats.sdl).toContain('type Cat @key(fields: "id") @requiresScopes(scopes: [["cats:read"]])');
  expect(cats.sdl).not.toContain('favouriteMouse');
  expect(mice.sdl).toContain('favouriteMouse: String!');
  expect(mice.sdl).not.toContain('CatConnection');
});

test('each schema calls the resolver instance that its declaration gave', async () => {
  const [few, many] = await Promise.all([catsSubgraph(makeCats(1)), catsSubgraph(makeCats(3))]);
  const query = '{ cats { totalCount } }';
  expect(await run(few.schema, query)).toEqual({ data: { cats: { totalCount: 1 } } });
  expect(await run(many.schema, query)).toEqual({ data: { cats: { totalCount: 3 } } });
});

test('a root field without scopes does not start', async () => {
  await expect(buildSubgraph({ name: 'open', resolvers: [new OpenResolver()] })).rejects.toThrow('Subgraph open: Query.open');
});

const entities = 'query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Cat { name } } }';

test('references keep their order, and one that is not found is null', async () => {
  const { schema } = await catsSubgraph(makeCats(3));
  const representations = ['c2', 'none', 'c0', 'c2'].map((id) => ({ __typename: 'Cat', id }));
  expect((await run(schema, entities, { representations })).data).toEqual({
    _entities: [{ name: 'cat 002' }, null, { name: 'cat 000' }, { name: 'cat 002' }],
  });
});

test('a loader that fails says so at each of its places', async () => {
  const { schema } = await catsSubgraph(makeCats(1));
  const result = await run(schema, entities, { representations: [{ __typename: 'Cat', id: 'bad' }] });
  expect(result.data).toEqual({ _entities: [null] });
  expect(result.errors?.map(({ message, path }) => ({ message, path }))).toEqual([
    { message: 'no such key', path: ['_entities', 0] },
  ]);
});

test('a type without a loader answers with the reference itself', async () => {
  const { schema } = await buildSubgraph({ name: 'mice', resolvers: [new MouseResolver()], orphanedTypes: [CatElsewhere] });
  const query = entities.replace('name', 'favouriteMouse');
  expect((await run(schema, query, { representations: [{ __typename: 'Cat', id: 'c9' }] })).data).toEqual({
    _entities: [{ favouriteMouse: 'mouse of c9' }],
  });
});

const page =
  'query($first: Int, $after: String) { cats(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } } }';
type Page = {
  cats: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null } };
};

test('pages follow one another without gap or repetition', async () => {
  const { schema } = await catsSubgraph(makeCats(60));
  const first = (await run(schema, page)).data as unknown as Page;
  expect(first.cats.nodes).toHaveLength(25);
  expect(first.cats.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  const second = (await run(schema, page, { first: 100, after: first.cats.pageInfo.endCursor })).data as unknown as Page;
  expect(second.cats.nodes[0]).toEqual({ id: 'c25' });
  expect(second.cats.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
});

test.each([{ first: 0 }, { first: 101 }, { first: -1 }, { after: 'nonsense' }, { after: encodeCursor(['a', 'b']) }])(
  'a page of %j is the caller’s mistake',
  async (variables) => {
    const { schema } = await catsSubgraph(makeCats(1));
    const result = await run(schema, page, variables);
    expect(result.errors?.[0]?.originalError).toMatchObject({ code: 'BAD_USER_INPUT' });
  },
);
