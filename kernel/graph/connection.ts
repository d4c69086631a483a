import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { badUserInput } from '#kernel/errors/public-error.ts';
import { Shareable } from './directives.ts';

const defaultPageSize = 25;
const maxPageSize = 100;

@Shareable()
@ObjectType({ simpleResolvers: true, description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows: query again with `after: endCursor`.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether the page was asked for with `after`, so that something stands before it.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first edge; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last edge; null on an empty page.' })
  endCursor!: string | null;
}

/** In a resolver `first` is always a number from 1 to 100: `checkConnectionArgs` has run before it. */
@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, { nullable: true, description: 'How many, from 1 to 100; 25 unless said.' })
  first!: number;

  @Field(() => String, { nullable: true, description: "The cursor after which the page begins: the page before's `endCursor`." })
  after?: string | null;
}

export function checkConnectionArgs(args: ConnectionArgs): void {
  // GraphQL hands an absent or null argument over as it came.
  args.first = (args.first as number | null | undefined) ?? defaultPageSize;
  if (args.first < 1 || args.first > maxPageSize) throw badUserInput('first', `first must be from 1 to ${maxPageSize}.`);
}

export interface EdgeOf<Node> {
  node: Node;
  cursor: string;
}
export interface ConnectionOf<Node> {
  edges: EdgeOf<Node>[];
  nodes: Node[];
  pageInfo: PageInfo;
  totalCount: TotalCount;
}
/** A function is called only when the caller asked for the field. */
export type TotalCount = number | null | (() => Promise<number>);

/** The connection types of a node type; call it once a type, beside the type. */
export function connectionOf<Node extends object>(
  name: string,
  node: () => ClassType<Node>,
): { Connection: ClassType<ConnectionOf<Node>>; Edge: ClassType<EdgeOf<Node>> } {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One ${name} and where it stands in the list.` })
  class Edge implements EdgeOf<Node> {
    @Field(() => node(), { description: `The ${name} itself.` })
    node!: Node;

    @Field(() => String, { description: 'Its place in the list: the next page begins `after` it.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of ${name} values.` })
  class Connection implements ConnectionOf<Node> {
    @Field(() => [Edge], { description: 'The page with a cursor for each value.' })
    edges!: Edge[];

    @Field(() => [node()], { description: 'The page without cursors.' })
    nodes!: Node[];

    @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description: 'How many values the whole list holds; null where counting it would cost too much.',
    })
    totalCount!: TotalCount;
  }
  return { Connection, Edge };
}

/** `rows` were fetched after `args.after` with a limit of `args.first + 1`: the one too many says that there is a next page. */
export function pageOf<Row>(
  rows: readonly Row[],
  args: ConnectionArgs,
  cursorPartsOf: (row: Row) => readonly CursorPart[],
  totalCount: TotalCount = null,
): ConnectionOf<Row> {
  const nodes = rows.slice(0, args.first);
  const edges = nodes.map((node) => ({ node, cursor: encodeCursor(cursorPartsOf(node)) }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > nodes.length,
      hasPreviousPage: args.after !== null && args.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

export type CursorPart = string | number | Date;

/** A keyset cursor: the values of the list's order, in its order. A Date keeps milliseconds, so the order must not be finer. */
export const encodeCursor = (parts: readonly CursorPart[]): string =>
  Buffer.from(JSON.stringify(parts.map((part) => (part instanceof Date ? part.toISOString() : String(part))))).toString(
    'base64url',
  );

/** The `length` values of a cursor as text, null without a cursor. A cursor of another list is the caller's mistake. */
export function decodeCursor(after: string | null | undefined, length: number): string[] | null {
  if (after === null || after === undefined) return null;
  const parts = parsed(after);
  if (!Array.isArray(parts) || parts.length !== length || !parts.every((part) => typeof part === 'string')) {
    throw badUserInput('after', 'after is not a cursor of this list.');
  }
  return parts;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}
