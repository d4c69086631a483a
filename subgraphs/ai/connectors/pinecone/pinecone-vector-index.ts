import type { Index, RecordMetadata } from '@pinecone-database/pinecone';
import { z } from 'zod';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { unitVector, type VectorIndex, type VectorSpace } from '../vector-index.ts';
import { callPinecone, type PineconeAddress } from './call-pinecone.ts';
import { mayHaveMoved, PineconeIndexes, whereThere } from './pinecone-indexes.ts';
import { recordBatches } from './record-batches.ts';

/** docs.pinecone.io, "Limits": what one request may delete. Fetching names its ids in the address, which servers take to about 8 KB. */
const DELETE_IDS = 1_000;
const FETCH_IDS = 100;

const matchesSchema = z.object({
  matches: z.array(z.object({ id: z.string(), score: z.number(), metadata: z.object({ documentId: z.string() }) })),
});
const recordsSchema = z.object({ records: z.record(z.string(), z.object({ values: z.array(z.number()) })) });
const statsSchema = z.object({ namespaces: z.record(z.string(), z.object({ recordCount: z.int() })) });

/** Where a space stands: always in a namespace of the tenant's own, in a shared index or in the tenant's. */
interface Place {
  readonly index: string;
  readonly namespace: string;
}

/**
 * The only place in which a name is made. It has the tenant in it whatever the space says: Pinecone takes a namespace that is left out
 * for one that all share, so no call is made without (protocols.md §8).
 */
const placeOf = ({ tenant }: Ctx, { isolation, suffix, dimension }: VectorSpace): Place => ({
  index: isolation === 'INDEX' ? `prod-${tenant}${suffix}` : `prod-shared-${dimension}`,
  namespace: `${tenant}${suffix}`,
});

/** Vectors in Pinecone: one index a dimension for all tenants, or one a tenant. Eventually consistent. */
export function pineconeVectorIndex(address: PineconeAddress): VectorIndex {
  const indexes = new PineconeIndexes(address);

  const call = async <Schema extends z.ZodType>(
    place: Place,
    host: string,
    asked: { readonly what: string; readonly schema: Schema; readonly signal: AbortSignal },
    work: (index: Index<RecordMetadata>) => Promise<unknown>,
  ): Promise<z.output<Schema>> => {
    try {
      return await callPinecone(address, asked, (client) => work(client.index({ host, namespace: place.namespace })));
    } catch (error) {
      if (mayHaveMoved(error)) indexes.forget(place.index);
      throw error;
    }
  };
  const nothing = z.undefined();

  return {
    name: 'pinecone',
    upsert: async (ctx, space, items, signal) => {
      const records = items.map(({ passageId, documentId, vector }) => ({
        id: passageId,
        values: shortened(unitVector(space, vector)),
        metadata: { documentId },
      }));
      signal.throwIfAborted();
      const place = placeOf(ctx, space);
      const host = await indexes.ensure(place.index, space.dimension, signal);
      for (const batch of recordBatches(records))
        await call(place, host, { what: 'an upsert', schema: nothing, signal }, (index) => index.upsert({ records: batch }));
    },
    query: async (ctx, space, vector, limit, signal) => {
      const question = shortened(unitVector(space, vector));
      signal.throwIfAborted();
      const place = placeOf(ctx, space);
      const host = await indexes.hostOf(place.index, space.dimension, signal);
      if (host === null) return [];
      const found = await whereThere(() =>
        call(place, host, { what: 'a query', schema: matchesSchema, signal }, (index) =>
          index.query({ vector: question, topK: limit, includeMetadata: true }),
        ),
      );
      return (found?.matches ?? []).map(({ id, score, metadata }) => ({
        passageId: id,
        documentId: metadata.documentId,
        score: Math.max(-1, Math.min(1, score)),
      }));
    },
    read: async (ctx, space, passageIds, signal) => {
      signal.throwIfAborted();
      const place = placeOf(ctx, space);
      const vectors = new Map<string, Float32Array>();
      const host = await indexes.hostOf(place.index, space.dimension, signal);
      for (let at = 0; host !== null && at < passageIds.length; at += FETCH_IDS) {
        const ids = passageIds.slice(at, at + FETCH_IDS);
        const found = await whereThere(() =>
          call(place, host, { what: 'a fetch', schema: recordsSchema, signal }, (index) => index.fetch({ ids })),
        );
        for (const [id, { values }] of Object.entries(found?.records ?? {})) vectors.set(id, new Float32Array(values));
      }
      return vectors;
    },
    deletePassages: async (ctx, space, passageIds, signal) => {
      signal.throwIfAborted();
      const place = placeOf(ctx, space);
      const host = await indexes.hostOf(place.index, space.dimension, signal);
      for (let at = 0; host !== null && at < passageIds.length; at += DELETE_IDS) {
        const ids = passageIds.slice(at, at + DELETE_IDS);
        await whereThere(() =>
          call(place, host, { what: 'a deletion', schema: nothing, signal }, (index) => index.deleteMany({ ids })),
        );
      }
    },
    count: async (ctx, space, signal) => {
      signal.throwIfAborted();
      const place = placeOf(ctx, space);
      const host = await indexes.hostOf(place.index, space.dimension, signal);
      if (host === null) return 0;
      const stats = await whereThere(() =>
        call(place, host, { what: 'the statistics', schema: statsSchema, signal }, (index) => index.describeIndexStats()),
      );
      return stats?.namespaces[place.namespace]?.recordCount ?? 0;
    },
    erase: async (ctx, space, signal) => {
      signal.throwIfAborted();
      const place = placeOf(ctx, space);
      if (space.isolation === 'INDEX') return indexes.delete(place.index, signal);
      const host = await indexes.hostOf(place.index, space.dimension, signal);
      if (host === null) return;
      await whereThere(() =>
        call(place, host, { what: 'the deletion of a namespace', schema: nothing, signal }, (index) =>
          index.deleteNamespace(place.namespace),
        ),
      );
    },
  };
}

/** Nine digits tell any float32 from its neighbours; as a double it would be written with up to nineteen. */
const shortened = (vector: Float32Array): number[] => Array.from(vector, (value) => Number(value.toPrecision(9)));
