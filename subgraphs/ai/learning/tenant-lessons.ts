import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf, type TenantId } from '#kernel/tenancy/tenant.ts';
import type { Lexicon } from '../agents/lexicon.ts';
import { hashedVector } from '../connectors/local-embedding-provider.ts';
import { type CorrectedEntity, learnLexicon } from './corrected-entities.ts';
import { ALIKE, likeness } from './likeness.ts';

/** The latest; a question is compared with each of them. */
const MOST = 1_000;
const MOST_TENANTS = 32;
/** What an erased contact wrote cannot be read again, and is forgotten by then. */
const LONGEST_KEPT_MS = 3_600_000;

export interface NamedPassage {
  readonly passageId: string;
  /** How like the question is to the one that members answered with it, to 1. */
  readonly likeness: number;
}

/** What members said of earlier messages, as later ones are read by it. */
export interface Lessons {
  readonly lexicon: Lexicon | undefined;
  /** The passage that members named for the most alike question; null where none is alike. */
  named(question: string): NamedPassage | null;
}

const NO_LESSONS: Lessons = { lexicon: undefined, named: () => null };

interface Held {
  readonly version: number;
  readonly at: number;
  readonly lessons: Lessons;
}

/**
 * What a process holds of each tenant's corrections. They are personal and sealed under their contacts' keys: opened here, held in memory
 * alone, and read again where something was corrected or forgotten, and each hour. A message takes what is there and waits for nothing.
 */
export class TenantLessons {
  // in the order of their last use
  readonly #held = new Map<TenantId, Held>();
  readonly #reading = new Map<TenantId, Promise<void>>();

  held({ tenant }: Ctx): Lessons {
    return this.#held.get(tenant)?.lessons ?? NO_LESSONS;
  }

  /** The version that a statement brought along: another one is read behind the message. */
  noteVersion(ctx: Ctx, version: number): void {
    const held = this.#held.get(ctx.tenant);
    const isFresh = held ? held.version === version && ctx.clock.now().getTime() - held.at < LONGEST_KEPT_MS : version === 0;
    if (isFresh || this.#reading.has(ctx.tenant)) return;
    this.refresh(ctx, version).catch((error: unknown) => ctx.logger.warn({ err: error }, 'corrections could not be read'));
  }

  refresh(ctx: Ctx, version = 0): Promise<void> {
    const { tenant } = ctx;
    const begun =
      this.#reading.get(tenant) ??
      readLessons(ctx)
        .then((lessons) => this.#keep(tenant, { version, at: ctx.clock.now().getTime(), lessons }))
        .finally(() => this.#reading.delete(tenant));
    this.#reading.set(tenant, begun);
    return begun;
  }

  #keep(tenant: TenantId, held: Held): void {
    this.#held.delete(tenant);
    this.#held.set(tenant, held);
    const [oldest] = this.#held.keys();
    if (this.#held.size > MOST_TENANTS && oldest !== undefined) this.#held.delete(oldest);
  }
}

interface Row {
  runId: string;
  contactId: string;
  passageId: string | null;
  text: Buffer | null;
  entities: Buffer | null;
  dismissed: number[];
  correctedAt: string | Date;
}

async function readLessons(ctx: Ctx): Promise<Lessons> {
  const rows = await readSealedLessons(ctx);
  const pairs = rows.flatMap(({ text, passageId }) =>
    text === null || passageId === null ? [] : [{ passageId, vector: hashedVector(text, 'question') }],
  );
  return {
    lexicon: learnLexicon(rows.flatMap(({ entities }) => entities)),
    named: (question) => {
      if (pairs.length === 0) return null;
      const asked = hashedVector(question, 'question');
      let best: NamedPassage | null = null;
      for (const { passageId, vector } of pairs) {
        const alike = likeness(asked, vector);
        if (alike >= ALIKE && alike > (best?.likeness ?? 0)) best = { passageId, likeness: alike };
      }
      return best;
    },
  };
}

export interface Lesson {
  readonly runId: string;
  readonly passageId: string | null;
  readonly text: string | null;
  readonly entities: readonly CorrectedEntity[];
  /** Places of entities that are no product, by the word of a member who keeps the catalogue. */
  readonly dismissed: readonly number[];
  readonly correctedAt: Date;
}

/** Newest first; what an erased contact's messages taught is not among it. */
export async function readSealedLessons(ctx: Ctx): Promise<Lesson[]> {
  const rows = await ctx.em.execute<Row[]>(
    `select run_id as "runId", contact_id as "contactId", text, entities,
            to_jsonb(dismissed_entities) as dismissed, corrected_at as "correctedAt",
            (select p.id from "${schemaOf(ctx.tenant)}".knowledge_passage p where p.id = c.passage_id) as "passageId"
     from "${schemaOf(ctx.tenant)}".correction c
     where text is not null and (passage_id is not null or entities is not null)
     order by corrected_at desc, run_id limit ${MOST}`,
  );
  await ctx.vault.prefetch(rows.map(({ contactId }) => contactId));
  const open = (column: string, rowId: string, sealed: Buffer | null): Promise<string | null> =>
    sealed === null ? Promise.resolve(null) : ctx.vault.open({ table: 'correction', column, rowId }, sealed);
  const read = await Promise.all(
    rows.map(async ({ runId, passageId, text, entities, dismissed, correctedAt }) => {
      const [words, found] = await Promise.all([open('text', runId, text), open('entities', runId, entities)]);
      // written by this process's own code and authenticated by the seal
      const said = found === null ? [] : (JSON.parse(found) as CorrectedEntity[]);
      return { runId, passageId, text: words, entities: said, dismissed, correctedAt: new Date(correctedAt) };
    }),
  );
  return read.filter(({ text }) => text !== null);
}
