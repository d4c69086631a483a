import type { Ctx } from '#kernel/tenancy/context.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import type { IntentClassifier } from '../agents/classify-intent.ts';
import { readText } from '../agents/read-text.ts';
import { noSentenceEncoder, type SentenceEncoder } from '../connectors/sentence-encoder/sentence-encoder.ts';
import { type CorrectionVectors, noVectors } from './correction-vectors.ts';
import { learnBehindMessages } from './learn-behind-messages.ts';
import { readCorrections, readLessonVersion } from './read-corrections.ts';
import { SeedLearning } from './seed-learning.ts';

/** A classifier holds some megabytes. */
const MOST_TENANTS = 32;
const LOOK_EVERY_MS = 3_000;
/** What an erased contact wrote cannot be read again, and is forgotten by the next learning at the latest. */
const LONGEST_KEPT_MS = 3_600_000;
/** Vectors that were not there in time are asked for again, and not so soon where none came. */
const COMPLETED_AFTER_MS = 10_000;
const VAIN_PAUSE_MS = 300_000;

interface Learned {
  readonly version: number;
  readonly at: number;
  /** Looked at again from then on, though nothing was corrected. */
  readonly until: number;
  readonly vectors: CorrectionVectors;
  /** Of the seeds' vectors: those that are found later are learned from at once. */
  readonly withSeeds: boolean;
  /** Null: there is nothing to learn from but the seeds, which everybody has. */
  readonly classifier: IntentClassifier | null;
}

/**
 * What a process learned from each tenant's corrections, besides the seeds. A message takes what is there and waits for nothing: learning
 * goes on behind it, a part in each turn of the event loop. The task learns before a message comes, in the one process that runs it.
 */
export class TenantClassifiers {
  readonly #encoder: SentenceEncoder;
  readonly #seeds: SeedLearning;
  // in the order of their last use
  readonly #learned = new Map<TenantId, Learned>();
  readonly #learning = new Map<TenantId, Promise<void>>();
  readonly #looked = new Map<TenantId, number>();

  constructor(encoder: SentenceEncoder = noSentenceEncoder, seeds: SeedLearning = new SeedLearning(encoder)) {
    this.#encoder = encoder;
    this.#seeds = seeds;
  }

  /** Null: what every process knows from its start. Looks for what is new from time to time, for later messages. */
  of(ctx: Ctx): IntentClassifier | null {
    const { tenant } = ctx;
    if (performance.now() - (this.#looked.get(tenant) ?? -LOOK_EVERY_MS) >= LOOK_EVERY_MS)
      this.refresh(ctx).catch((error: unknown) => ctx.logger.warn({ err: error }, 'corrections could not be learned from'));
    const learned = this.#learned.get(tenant);
    if (!learned) return this.#seeds.classifier;
    this.#learned.delete(tenant);
    this.#learned.set(tenant, learned);
    return learned.classifier ?? this.#seeds.classifier;
  }

  /** Nobody's classifier has to go for it. */
  hasRoomFor({ tenant }: Ctx): boolean {
    return this.#learned.has(tenant) || this.#learned.size < MOST_TENANTS;
  }

  /** Learns where something changed. Cheap where nothing did. */
  refresh(ctx: Ctx): Promise<void> {
    const { tenant } = ctx;
    this.#looked.set(tenant, performance.now());
    this.#seeds
      .learn()
      .catch((error: unknown) => ctx.logger.warn({ err: error }, 'the seeds’ vectors could not be learned from'));
    const begun = this.#learning.get(tenant) ?? this.#refresh(ctx).finally(() => this.#learning.delete(tenant));
    this.#learning.set(tenant, begun);
    return begun;
  }

  async #refresh(ctx: Ctx): Promise<void> {
    const { tenant } = ctx;
    const [held, now] = [this.#learned.get(tenant), ctx.clock.now().getTime()];
    const version = await readLessonVersion(ctx);
    if (version === 0) return;
    const { messages: seeds, isComplete: withSeeds } = this.#seeds;
    const isSame = held?.version === version && held.withSeeds === withSeeds && now - held.at < LONGEST_KEPT_MS;
    if (isSame && now < held.until) return;

    const corrections = (await readCorrections(ctx)).map(({ intent, text }) => ({ intent, text: readText(text).text }));
    if (corrections.length === 0) {
      this.#keep(tenant, { version, at: now, until: now + LONGEST_KEPT_MS, vectors: noVectors, withSeeds, classifier: null });
      return;
    }
    const before = held?.vectors ?? noVectors;
    const vectors = await before.filledFor(corrections, this.#encoder);
    if (isSame && vectors.size === before.size) {
      this.#keep(tenant, { ...held, until: now + VAIN_PAUSE_MS });
      return;
    }
    const until = now + (vectors.isComplete ? LONGEST_KEPT_MS : COMPLETED_AFTER_MS);
    const classifier = await learnBehindMessages(seeds, vectors.with(corrections));
    this.#keep(tenant, { version, at: now, until, vectors, withSeeds, classifier });
  }

  #keep(tenant: TenantId, learned: Learned): void {
    this.#learned.delete(tenant);
    this.#learned.set(tenant, learned);
    const [oldest] = this.#learned.keys();
    if (this.#learned.size > MOST_TENANTS && oldest !== undefined) this.#learned.delete(oldest);
  }
}
