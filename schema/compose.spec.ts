import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Field, FieldResolver, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Authenticated, Key, RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphDeclaration } from '#kernel/graph/graph-declaration.ts';
import { composeSchema, emitSchema } from './compose.ts';

@Key('id')
@RequiresScopes([['ships:read']])
@ObjectType('Ship', { simpleResolvers: true })
class Ship {
  @Field(() => ID)
  id!: string;
}
@Key('id')
@ObjectType('Ship', { simpleResolvers: true })
class ShipInPort {
  @Field(() => ID)
  id!: string;
}
@Key('id')
@ObjectType('Harbour', { simpleResolvers: true })
class OpenHarbour {
  @Field(() => ID)
  id!: string;
}
@Resolver()
class ShipQuery {
  @Query(() => Ship)
  @RequiresScopes([['ships:read']])
  ship(): Ship {
    return { id: '1' };
  }
}
@Resolver(() => ShipInPort)
class PortResolver {
  @Query(() => String)
  @Authenticated()
  port(): string {
    return 'Genoa';
  }
  @FieldResolver(() => String)
  berth(): string {
    return 'B4';
  }
}

const ships: GraphDeclaration = { name: 'ships', resolvers: [new ShipQuery()], orphanedTypes: [Ship] };
const ports: GraphDeclaration = { name: 'ports', resolvers: [new PortResolver()], orphanedTypes: [ShipInPort] };

let folder: URL;
beforeEach(async () => {
  folder = pathToFileURL(`${await mkdtemp(join(tmpdir(), 'compose-'))}/`);
});
afterEach(() => rm(folder, { recursive: true }));

test('what is written is fresh, and a change or a leftover is not', async () => {
  const files = ['subgraphs/ports.graphql', 'subgraphs/ships.graphql', 'supergraph.graphql'];
  expect(await emitSchema([ships, ports], { folder, check: true })).toEqual(files);
  expect(await emitSchema([ships, ports], { folder })).toEqual(files);
  expect(await emitSchema([ships, ports], { folder, check: true })).toEqual([]);
  await writeFile(new URL('subgraphs/old.graphql', folder), 'type Old');
  await writeFile(new URL('subgraphs/ships.graphql', folder), 'type Ship');
  expect(await emitSchema([ships, ports], { folder, check: true })).toEqual(['subgraphs/old.graphql', 'subgraphs/ships.graphql']);
  await emitSchema([ships, ports], { folder });
  expect(await emitSchema([ships, ports], { folder, check: true })).toEqual([]);
});

test('the scopes of an entity hold in the supergraph although another subgraph extends it without them', async () => {
  const { supergraphSdl } = await composeSchema([ports, ships]);
  expect(supergraphSdl).toMatch(/type Ship[^{]*@requiresScopes\(scopes: \[\["ships:read"\]\]\)/s);
});

test('an entity that nobody gave scopes to does not compose', async () => {
  await expect(composeSchema([{ ...ships, orphanedTypes: [Ship, OpenHarbour] }])).rejects.toThrow('Harbour needs scopes');
});

test('the committed files are text that composition reads again', async () => {
  await emitSchema([ships], { folder });
  expect(await readFile(new URL('supergraph.graphql', folder), 'utf8')).toContain('subgraph://ships');
});
