import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import { type IntentClassifier, learnIntents } from '../agents/classify-intent.ts';
import { type LabelledMessage, loadIntentSeeds } from '../agents/load-intent-seeds.ts';
import { readCorrections, readLessonVersion } from './read-corrections.ts';

/** A classifier holds some megabytes. */
const MOST_TENANTS = 32;
const LOOK_EVERY_MS = 3_000;
/** What an erased contact wrote cannot be read again, and is forgotten by the next learning at the latest. */
const LONGEST_KEPT_MS = 3_600_000;

interface Learned {
  readonly version: number;
  readonly at: number;
  /** Null: there is nothing to learn from but the seeds, which everybody has. */
  readonly classifier: IntentClassifier | null;
}

/**
 * What a process learned from each tenant's corrections, besides the seeds. A message takes what is there and waits for nothing: learning
 * goes on behind it, a part in each turn of the event loop. The task learns before a message comes, in the one process that runs it.
 */
export class TenantClassifiers {
  // in the order of their last use
  readonly #learned = new Map<TenantId, Learned>();
  readonly #learning = new Map<TenantId, Promise<void>>();
  readonly #looked = new Map<TenantId, number>();
  #seeds: LabelledMessage[] | null = null;

  /** Null: the seeds alone. Looks for what is new from time to time, for later messages. */
  of(ctx: Ctx): IntentClassifier | null {
    const { tenant } = ctx;
    if (performance.now() - (this.#looked.get(tenant) ?? -LOOK_EVERY_MS) >= LOOK_EVERY_MS)
      this.refresh(ctx).catch((error: unknown) => ctx.logger.warn({ err: error }, 'corrections could not be learned from'));
    const learned = this.#learned.get(tenant);
    if (!learned) return null;
    this.#learned.delete(tenant);
    this.#learned.set(tenant, learned);
    return learned.classifier;
  }

  /** Nobody's classifier has to go for it. */
  hasRoomFor({ tenant }: Ctx): boolean {
    return this.#learned.has(tenant) || this.#learned.size < MOST_TENANTS;
  }

  /** Learns where something changed. Cheap where nothing did. */
  refresh(ctx: Ctx): Promise<void> {
    const { tenant } = ctx;
    this.#looked.set(tenant, performance.now());
    const begun = this.#learning.get(tenant) ?? this.#refresh(ctx).finally(() => this.#learning.delete(tenant));
    this.#learning.set(tenant, begun);
    return begun;
  }

  async #refresh(ctx: Ctx): Promise<void> {
    const { tenant } = ctx;
    const [held, now] = [this.#learned.get(tenant), ctx.clock.now().getTime()];
    const version = await readLessonVersion(ctx);
    if (version === 0) return;
    if (held?.version === version && (held.classifier === null || now - held.at < LONGEST_KEPT_MS)) return;
    const corrections = await readCorrections(ctx);
    const classifier = corrections.length === 0 ? null : await this.#learn(corrections);
    this.#learned.delete(tenant);
    this.#learned.set(tenant, { version, at: now, classifier });
    const [oldest] = this.#learned.keys();
    if (this.#learned.size > MOST_TENANTS && oldest !== undefined) this.#learned.delete(oldest);
  }

  async #learn(corrections: LabelledMessage[]): Promise<IntentClassifier> {
    this.#seeds ??= loadIntentSeeds();
    const parts = learnIntents(this.#seeds, corrections);
    for (;;) {
      const part = parts.next();
      if (part.done) return part.value;
      await nextTurn();
    }
  }
}
