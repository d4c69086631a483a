import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { VectorSpace } from '../vector-index.ts';
import { readVectors } from './read-vectors.ts';
import type { VectorThread } from './vector-thread.ts';

interface LoadedSpace {
  readonly version: number;
  readonly rows: number;
  readonly bytes: number;
}

/** Room for one tenant of 50,000 passages at a dimension of 1,536, with its neighbours. */
const MEMORY_BYTES = 512 * 1024 * 1024;

const keyOf = (ctx: Ctx, space: VectorSpace): string => `${ctx.tenant}/${space.generation}`;

/**
 * Which spaces the thread holds, and as of which version. A space is read once; afterwards only what was written since. The one that
 * was not asked for longest goes when the memory is full, and is read again when somebody asks.
 */
export class LoadedSpaces {
  readonly #thread: VectorThread;
  readonly #memoryBytes: number;
  readonly #loaded = new Map<string, LoadedSpace>();
  readonly #loading = new Map<string, Promise<void>>();
  /** How often the thread began anew. */
  #losses = 0;

  constructor(thread: VectorThread, memoryBytes = MEMORY_BYTES) {
    this.#thread = thread;
    this.#memoryBytes = memoryBytes;
  }

  /** Answers the thread's name of the space, which then holds at least what `space.version` says. */
  async bring(ctx: Ctx, space: VectorSpace): Promise<string> {
    const key = keyOf(ctx, space);
    while ((this.#loaded.get(key)?.version ?? -1) < space.version) {
      const under = this.#loading.get(key);
      // whoever waits for another's load may have asked for less than is there by then
      if (under) await under;
      else await this.#load(ctx, space, key);
    }
    const loaded = this.#loaded.get(key);
    if (loaded) {
      this.#loaded.delete(key);
      this.#loaded.set(key, loaded);
    }
    return key;
  }

  forget(ctx: Ctx, space: VectorSpace): void {
    if (this.#loaded.delete(keyOf(ctx, space))) this.#thread.tell({ kind: 'drop', space: keyOf(ctx, space) });
  }

  /** The thread is new and holds nothing. */
  clear(): void {
    this.#losses++;
    this.#loaded.clear();
  }

  #load(ctx: Ctx, space: VectorSpace, key: string): Promise<void> {
    const loading = this.#read(ctx, space, key).finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    return loading;
  }

  async #read(ctx: Ctx, space: VectorSpace, key: string): Promise<void> {
    const before = this.#loaded.get(key);
    const losses = this.#losses;
    // the version first: what is written while the vectors are read is read again next time
    const { version, rows } = await this.#standOf(ctx, space);
    let known = before?.rows ?? 0;
    for await (const block of readVectors(ctx, space, before?.version ?? 0)) {
      known += block.passageIds.length;
      this.#thread.tell({ kind: 'put', space: key, dimension: space.dimension, expectedRows: rows, ...block });
    }
    // rows written again count twice and deleted ones still count: then the ids say what there is
    if (known !== rows) this.#thread.tell({ kind: 'retain', space: key, passageIds: await this.#idsOf(ctx, space) });
    // what the thread held before, or was told at first, went with it: whoever asks next reads all of it
    if (losses !== this.#losses) throw new TransientError('the vectors’ thread began anew while a space was read');
    this.#loaded.set(key, {
      version: Math.max(version, space.version),
      rows,
      bytes: rows * space.dimension * Float32Array.BYTES_PER_ELEMENT,
    });
    this.#makeRoom(key);
  }

  async #standOf(ctx: Ctx, { generation }: VectorSpace): Promise<{ version: number; rows: number }> {
    const schema = schemaOf(ctx.tenant);
    const [row] = await ctx.em.execute<{ version: string | null; rows: number }[]>(
      `select (select version from "${schema}".vector_space where generation = ?) as version,
              (select count(*)::int from "${schema}".knowledge_vector where generation = ?) as rows`,
      [generation, generation],
    );
    return { version: Number(row?.version ?? 0), rows: row?.rows ?? 0 };
  }

  async #idsOf(ctx: Ctx, { generation }: VectorSpace): Promise<string[]> {
    const [row] = await ctx.em.execute<{ ids: string | null }[]>(
      `select string_agg(passage_id::text, ',') as ids from "${schemaOf(ctx.tenant)}".knowledge_vector where generation = ?`,
      [generation],
    );
    return row?.ids?.split(',') ?? [];
  }

  #makeRoom(asked: string): void {
    let bytes = [...this.#loaded.values()].reduce((sum, loaded) => sum + loaded.bytes, 0);
    for (const [key, loaded] of this.#loaded) {
      if (bytes <= this.#memoryBytes) return;
      // what is being read is brought up to what the thread holds of it
      if (key === asked || this.#loading.has(key)) continue;
      this.#loaded.delete(key);
      this.#thread.tell({ kind: 'drop', space: key });
      bytes -= loaded.bytes;
    }
  }
}
