import { setTimeout as delay } from 'node:timers/promises';
import { withDeadline } from '#kernel/resilience/deadline.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import type { Embedded, QuestionVector, SimilarityScale } from '../connectors/embedding-provider.ts';
import { ModelFailure } from '../connectors/model-failure.ts';
import { BudgetBusy, BudgetSpent } from '../connectors/payer.ts';
import type { MessageVector } from '../connectors/sentence-encoder/encode-message.ts';
import type { VectorMatch } from '../connectors/vector-index.ts';
import type { TenantLessons } from '../learning/tenant-lessons.ts';
import type { CallAccount } from '../spend/call-account.ts';
import { paidByTenant } from '../spend/tenant-payer.ts';
import { answeringParameters, type VectorSpaceRow } from '../vectors/vector-spaces.ts';
import type { Vectors } from '../vectors/vectors.ts';
import { type FoundPassage, fusePassages } from './fuse-passages.ts';
import { liftNamed } from './lift-named.ts';
import { SearchPauses } from './search-pauses.ts';
import { scaleOf } from './similarity-scale.ts';

/** What the vectors of one question may take, embedding included: longer, and the words alone answer. */
const DEADLINE_MS = 500;
/**
 * The words' statement waits this long for the vectors, so that one trip to the database brings the passages of both: built-in vectors
 * make it, the encoder's too unless the machine is busy. A vendor's never do: after the first nobody waits, and their passages are fetched by a statement of their own.
 */
const COALESCING_WINDOW_MS = 40;
/** All tenants' questions go to one embedding model; an index may fail one tenant alone (a quota, an index of its own). */
const EMBEDDINGS = 'embeddings';
const READ_CHARACTERS = 1_000;

export interface WordsRead {
  /** What matches by words, and what was asked for by id, each with its score by words. */
  readonly passages: readonly FoundPassage[];
  /** The space that answers now, by the same statement. */
  readonly space: VectorSpaceRow | null;
  /** Of what members said, by the same statement; left out: nobody asked. */
  readonly lessonVersion?: number;
}

interface Question {
  /** Null where it says nothing or cannot be made. */
  vector(signal: AbortSignal): Promise<Float32Array | null>;
  /** How cosines with its vector are read, once that is made. */
  readonly scale: SimilarityScale;
}

/**
 * Finds passages by their words and by their vectors at once. The words are what must answer; vectors that are late, away or not there
 * yet only leave it to them.
 */
export class PassageSearch {
  /** What the statement for the words asks the answering space by. */
  readonly spaceParameters: readonly [string, number];
  readonly #vectors: Vectors;
  readonly #lessons: TenantLessons | null;
  readonly #deadlineMs: number;
  readonly #spaces = new Map<TenantId, VectorSpaceRow | null>();
  readonly #pauses = new SearchPauses();
  /** What vectors took that came; those that take longer than the window are not waited for in it. */
  #lastTookMs = 0;

  constructor(
    vectors: Vectors,
    { deadlineMs = DEADLINE_MS, lessons }: { readonly deadlineMs?: number; readonly lessons?: TenantLessons } = {},
  ) {
    this.#lessons = lessons ?? null;
    this.#vectors = vectors;
    this.#deadlineMs = deadlineMs;
    this.spaceParameters = answeringParameters(vectors);
  }

  /** The same for what nobody should pay for: built-in vectors in the database at most, and otherwise the words alone. */
  get unpaid(): PassageSearch {
    const { embeddings, indexes, store } = this.#vectors;
    const { postgres } = embeddings.paidBy ? {} : indexes;
    const free = { embeddings, store, indexes: postgres ? { postgres } : {} };
    return new PassageSearch(free, { deadlineMs: this.#deadlineMs, ...(this.#lessons && { lessons: this.#lessons }) });
  }

  /** Best first. `read` asks the database; it is called with the passages that the vectors named by then, `readMore` for the others. */
  async find<Read extends WordsRead>(
    ...asked: Parameters<typeof this.begin<Read>>
  ): Promise<{ readonly first: Read; readonly passages: FoundPassage[] }> {
    const { first, passages } = await this.begin(...asked);
    return { first, passages: await passages };
  }

  /** The same for who has other work to do meanwhile: what was read is there first, and the passages when the vectors have answered. */
  async begin<Read extends WordsRead>(
    ctx: Ctx,
    text: string,
    limit: number,
    read: (near: readonly string[]) => Promise<Read>,
    readMore: (near: readonly string[]) => Promise<readonly FoundPassage[]>,
    /** What the text means, where somebody else asked for it too. */
    meaning: MessageVector | null = null,
    /** What the question's vector costs goes there. */
    account?: CallAccount,
  ): Promise<{ readonly first: Read; readonly passages: Promise<FoundPassage[]> }> {
    const question = this.#question(ctx, text, meaning, account);
    const known = this.#spaces.get(ctx.tenant);
    const asked = this.#nearest(ctx, known ?? null, question, limit);
    const early = known && this.#lastTookMs <= COALESCING_WINDOW_MS ? await within(asked, COALESCING_WINDOW_MS) : null;
    const named = this.#lessons?.held(ctx).named(text) ?? null;
    const first = await read([...(early?.map((match) => match.passageId) ?? []), ...(named ? [named.passageId] : [])]);
    if (first.lessonVersion !== undefined) this.#lessons?.noteVersion(ctx, first.lessonVersion);
    this.#spaces.set(ctx.tenant, first.space);
    const fuse = async (): Promise<FoundPassage[]> => {
      // somebody wrote to the index since: what this process knew of it was not the latest
      const matches = isSame(known, first.space) ? await asked : await this.#nearest(ctx, first.space, question, limit);
      const there = new Set(first.passages.map((passage) => passage.passageId));
      const missing = matches.map((match) => match.passageId).filter((id) => !there.has(id));
      // what was deleted since stands in the index for a while and is in neither answer
      const more = missing.length > 0 && matches !== early ? await readMore(missing) : [];
      const candidates = [...first.passages, ...more];
      return liftNamed(fusePassages(candidates, matches, question.scale, limit, text), candidates, named, limit);
    };
    const passages = fuse();
    // who turns out not to need them does not hear of it
    passages.catch(() => {});
    return { first, passages };
  }

  /** Its vector is made once. */
  #question(ctx: Ctx, text: string, meaning: MessageVector | null, account: CallAccount | undefined): Question {
    const asked = text.slice(0, READ_CHARACTERS).trim();
    const { embeddings } = this.#vectors;
    let scale = scaleOf(embeddings);
    let made: Promise<Float32Array | null> | null = null;
    const make = async (signal: AbortSignal): Promise<Float32Array | null> => {
      const { vector, scale: own } = await this.#embed(ctx, asked, meaning, account, signal);
      scale = own;
      return vector.some((value) => value !== 0) ? vector : null;
    };
    return {
      get scale() {
        return scale;
      },
      vector: (signal) => {
        made ??= asked === '' ? Promise.resolve(null) : make(signal);
        return made;
      },
    };
  }

  async #embed(
    ctx: Ctx,
    asked: string,
    meaning: MessageVector | null,
    account: CallAccount | undefined,
    signal: AbortSignal,
  ): Promise<QuestionVector> {
    const { embeddings } = this.#vectors;
    if (embeddings.ofMeaning && meaning) return embeddings.ofMeaning(asked, await meaning);
    const { vectors, scale = scaleOf(embeddings) } = await paidByTenant(ctx, embeddings, account && { account })
      .embed([asked], 'question', signal)
      .catch((error: unknown): Partial<Embedded> => {
        // this tenant's money is gone, or it is this text that is not taken; the model answers the others
        const isTheirs = error instanceof BudgetSpent || error instanceof BudgetBusy;
        if (isTheirs || (error instanceof ModelFailure && error.isAboutTheText)) return {};
        throw error;
      });
    return { vector: vectors?.[0] ?? new Float32Array(0), scale };
  }

  /** Never rejects. */
  async #nearest(ctx: Ctx, space: VectorSpaceRow | null, question: Question, limit: number): Promise<VectorMatch[]> {
    const index = space && this.#vectors.indexes[space.store];
    if (!index || this.#pauses.isPaused(EMBEDDINGS) || this.#pauses.isPaused(ctx.tenant)) return [];
    let asked: string = EMBEDDINGS;
    const started = performance.now();
    try {
      return await withDeadline(this.#deadlineMs, undefined, async (signal) => {
        const vector = await question.vector(signal);
        if (vector === null) return [];
        this.#pauses.succeeded(EMBEDDINGS);
        asked = ctx.tenant;
        // twice as many: some may belong to documents that are gone
        const found = await index.query(ctx, space, vector, limit * 2, signal);
        this.#pauses.succeeded(ctx.tenant);
        this.#lastTookMs = performance.now() - started;
        return found;
      });
    } catch (error) {
      const pauseMs = this.#pauses.failed(asked);
      ctx.logger.warn({ err: error, pauseMs }, 'passages were searched by their words alone');
      return [];
    }
  }
}

const isSame = (one: VectorSpaceRow | null | undefined, other: VectorSpaceRow | null): boolean =>
  one?.generation === other?.generation && one?.version === other?.version;

/** Null when it is not there by then. */
async function within<T>(work: Promise<T>, windowMs: number): Promise<T | null> {
  const window = new AbortController();
  try {
    return await Promise.race([work, delay(windowMs, null, { signal: window.signal })]);
  } finally {
    window.abort();
  }
}
