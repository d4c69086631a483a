import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { callPinecone, type PineconeAddress } from './call-pinecone.ts';
import { PineconeFailure } from './pinecone-failure.ts';

/** The region that every plan has (docs.pinecone.io, "Create an index"). */
const REGION = { cloud: 'aws', region: 'us-east-1' } as const;
const POLL_MS = 500;

const describedSchema = z.object({
  name: z.string(),
  host: z.string().min(1),
  status: z.object({ ready: z.boolean() }),
  schema: z.object({ fields: z.record(z.string(), z.object({ dimension: z.int().optional() })) }),
});

/** Finds indexes' hosts and makes indexes. A host is asked for once, and again after a call to it failed. */
export class PineconeIndexes {
  readonly #address: PineconeAddress;
  readonly #hosts = new Map<string, string>();

  constructor(address: PineconeAddress) {
    this.#address = address;
  }

  /** Null while there is no such index, or none that is ready. */
  async hostOf(name: string, dimension: number, signal: AbortSignal): Promise<string | null> {
    const known = this.#hosts.get(name);
    if (known) return known;
    const described = await this.#describe(name, dimension, signal);
    if (!described?.ready) return null;
    this.#hosts.set(name, described.host);
    return described.host;
  }

  /** The same, made where it is missing; waits until it is ready, as long as the signal lets it. */
  async ensure(name: string, dimension: number, signal: AbortSignal): Promise<string> {
    for (let isMade = false; ; ) {
      const host = await this.hostOf(name, dimension, signal);
      if (host !== null) return host;
      if (!isMade && !(await this.#describe(name, dimension, signal))) await this.#create(name, dimension, signal);
      else await delay(POLL_MS, undefined, { signal });
      isMade = true;
    }
  }

  forget(name: string): void {
    this.#hosts.delete(name);
  }

  /** No error where it is gone already. */
  async delete(name: string, signal: AbortSignal): Promise<void> {
    this.forget(name);
    await whereThere(() =>
      callPinecone(this.#address, { what: 'deleting an index', schema: z.undefined(), signal }, (client) =>
        client.deleteIndex(name),
      ),
    );
  }

  async #describe(name: string, dimension: number, signal: AbortSignal): Promise<{ host: string; ready: boolean } | null> {
    const described = await whereThere(() =>
      callPinecone(this.#address, { what: 'describing an index', schema: describedSchema, signal }, (client) =>
        client.describeIndex(name),
      ),
    );
    if (!described) return null;
    const [field] = Object.values(described.schema.fields);
    if (field?.dimension !== undefined && field.dimension !== dimension)
      throw new PineconeFailure(
        409,
        `The index ${name} has dimension ${field.dimension} and not ${dimension}. Delete it in Pinecone if nothing else uses it.`,
      );
    return { host: described.host, ready: described.status.ready };
  }

  async #create(name: string, dimension: number, signal: AbortSignal): Promise<void> {
    const schema = z.unknown();
    await callPinecone(this.#address, { what: 'creating an index', schema, signal }, (client) =>
      // one of two that create it at once is told that it exists, and is content
      client.createIndex({ name, dimension, metric: 'cosine', spec: { serverless: REGION }, suppressConflicts: true }),
    );
  }
}

/** Null where Pinecone knows nothing of that name. */
export async function whereThere<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof PineconeFailure && error.status === 404) return null;
    throw error;
  }
}

/** An index that does not answer may have got another host. */
export const mayHaveMoved = (error: unknown): boolean =>
  error instanceof TransientError || (error instanceof PineconeFailure && error.status === 404);
