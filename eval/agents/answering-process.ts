import 'reflect-metadata';
import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '#kernel/persistence/new-id.ts';
import { newTenantId } from '#kernel/persistence/tenant-schemas.ts';
import { Installation } from '#kernel/runtime/installation.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { createMetrics } from '#kernel/telemetry/metrics.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf, type TenantId } from '#kernel/tenancy/tenant.ts';
import { offer } from '../../bench/support/child.ts';
import { TenantCatalogues } from '../../subgraphs/ai/catalogue/tenant-catalogues.ts';
import { builtInVectors } from '../../subgraphs/ai/connectors/choose-vectors.ts';
import { localModelProvider } from '../../subgraphs/ai/connectors/local-model-provider.ts';
import { meaningEmbeddingProvider } from '../../subgraphs/ai/connectors/meaning-embedding-provider.ts';
import type { ModelProvider } from '../../subgraphs/ai/connectors/model-provider.ts';
import { noSentenceEncoder, type SentenceEncoder } from '../../subgraphs/ai/connectors/sentence-encoder/sentence-encoder.ts';
import { ThreadedSentenceEncoder } from '../../subgraphs/ai/connectors/sentence-encoder/threaded-sentence-encoder.ts';
import { addKnowledgeDocument } from '../../subgraphs/ai/knowledge/add-knowledge-document.ts';
import { PassageSearch } from '../../subgraphs/ai/knowledge/passage-search.ts';
import { searchKnowledge } from '../../subgraphs/ai/knowledge/search-knowledge.ts';
import { TenantClassifiers } from '../../subgraphs/ai/learning/tenant-classifiers.ts';
import { TenantLessons } from '../../subgraphs/ai/learning/tenant-lessons.ts';
import { type AnswerTools, answerMessage } from '../../subgraphs/ai/run/answer-message.ts';
import { ai } from '../../subgraphs/ai/subgraph.ts';
import { tendVectors } from '../../subgraphs/ai/vectors/tend-vectors.ts';
import type { Agents, Answered, Document, Memory } from './answered.ts';

/** Longer than this nothing is waited for that a process learns at its start. */
const READY_WITHIN_MS = 60_000;

interface Running {
  readonly tenant: TenantId;
  readonly installation: Installation;
  readonly search: PassageSearch;
  /** Null: no agents in this process. */
  readonly tools: AnswerTools | null;
  readonly vectors: { asked: number; made: number };
}

let running: Running | null = null;

offer({
  open: async ({ databaseUrl, agents, knowledge }: { databaseUrl: string; agents: Agents; knowledge: readonly Document[] }) => {
    running = await open(databaseUrl, agents, knowledge);
  },
  oneByOne: (texts: readonly string[]): Promise<Answered> => measured(started(), texts, null),
  atRate: ({ texts, everyMs }: { texts: readonly string[]; everyMs: number }): Promise<Answered> =>
    measured(started(), texts, everyMs),
  memory: (): Memory => ({
    nowMb: process.memoryUsage.rss() / 2 ** 20,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
});

const started = (): Running => {
  if (!running) throw new Error('ask `open` first');
  return running;
};

async function open(databaseUrl: string, agents: Agents, knowledge: readonly Document[]): Promise<Running> {
  const vectors = { asked: 0, made: 0 };
  const encoder = agents === 'encoder' ? counted(new ThreadedSentenceEncoder(), vectors) : noSentenceEncoder;
  const stored = builtInVectors(...(agents === 'encoder' ? [meaningEmbeddingProvider(encoder)] : []));
  const models = agents === 'none' ? NO_MODELS : localModelProvider();
  const installation = await Installation.open({
    config: {
      crypto: { keys: [{ id: 'eval', key: Buffer.alloc(32, 1) }] },
      internalKeys: [{ id: 'eval', key: Buffer.alloc(32, 7) }],
      feed: { retentionMs: 3_600_000 },
    },
    ownerUrl: databaseUrl,
    declarations: [{ ...ai({ models, vectors: stored }), consumers: [] }],
    logger: createLogger({ level: 'silent', name: 'eval' }),
    metrics: createMetrics(),
  });
  const tenant = newTenantId();
  await installation.database.schemas.create(tenant);
  await installation.database.learn(tenant);
  const ctx = enter(installation, tenant);
  for (const { title, text } of knowledge)
    await installation.eventLog.transaction(enter(installation, tenant), (tx) => addKnowledgeDocument(tx, { title, text }));
  if (agents === 'none') {
    const search = new PassageSearch({ ...stored, indexes: {} });
    return { tenant, installation, search, tools: null, vectors };
  }
  // what `accompany` begins behind a start
  await encoder.encode(['hello'], { priority: 'background' });
  for (let left = knowledge.length, before = -1; left > 0 && left !== before; ) {
    before = left;
    await tendVectors(ctx, stored, new AbortController().signal);
    left = await withoutVectors(ctx);
  }
  const lessons = new TenantLessons();
  const search = new PassageSearch(stored, { lessons });
  const classifiers = new TenantClassifiers(encoder);
  const tools = { models, search, classifiers, encoder, catalogues: new TenantCatalogues(), lessons };
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  while (agents === 'encoder' && classifiers.of(ctx) === null) {
    if (performance.now() > giveUpAt) throw new Error('the seeds’ vectors were not learned from in time');
    await delay(50);
  }
  return { tenant, installation, search, tools, vectors };
}

async function measured(at: Running, texts: readonly string[], everyMs: number | null): Promise<Answered> {
  const before = { ...at.vectors };
  const times: number[] = [];
  const one = async (text: string, since: number): Promise<void> => {
    await answer(at, text);
    times.push(performance.now() - since);
  };
  const startedAt = performance.now();
  const underWay: Promise<void>[] = [];
  for (const [which, text] of texts.entries()) {
    if (everyMs === null) await one(text, performance.now());
    else {
      // a message that waits for those before it waits from when it was due
      const due = startedAt + which * everyMs;
      await delay(Math.max(0, due - performance.now()));
      underWay.push(one(text, due));
    }
  }
  await Promise.all(underWay);
  const asked = at.vectors.asked - before.asked;
  return { times, vectorShare: asked === 0 ? 0 : (at.vectors.made - before.made) / asked, ...(await outcomesOf(at)) };
}

/** As the consumer has it: one transaction settles the run. */
async function answer({ installation, tenant, search, tools }: Running, text: string): Promise<void> {
  const ctx = enter(installation, tenant);
  if (!tools) {
    await searchKnowledge(ctx, search, text, 5);
    return;
  }
  const settle = <T>(effect: Parameters<typeof installation.eventLog.transaction<T>>[1]): Promise<T> =>
    installation.eventLog.transaction(ctx, effect);
  const message = {
    ...{ messageId: newId(), contactId: newId(), conversationId: newId(), channelId: newId(), text, revision: 1 },
    ...{ platform: 'FACEBOOK' as const, lane: 'standard' as const, displayName: null, sentAt: new Date() },
    ...{ replyWindowClosesAt: null, personReplyWindowClosesAt: null },
  };
  await answerMessage(ctx, message, tools, settle, { attempt: 1, signal: new AbortController().signal, transaction: settle });
}

const enter = ({ platform }: Installation, tenant: TenantId): Ctx =>
  platform.enter(tenant, { kind: 'system', id: 'eval', scopes: new Set() });

async function outcomesOf({ installation, tenant, tools }: Running): Promise<Pick<Answered, 'runs' | 'drafted'>> {
  if (!tools) return { runs: 0, drafted: 0 };
  const [row] = await enter(installation, tenant).em.execute<{ runs: number; drafted: number }[]>(
    `select count(*)::int as runs, (count(draft_text))::int as drafted from "${schemaOf(tenant)}".run`,
  );
  return row ?? { runs: 0, drafted: 0 };
}

async function withoutVectors({ em, tenant }: Ctx): Promise<number> {
  const [row] = await em.execute<{ count: number }[]>(
    `select count(*)::int as count from "${schemaOf(tenant)}".knowledge_document where status <> 'READY'`,
  );
  return row?.count ?? 0;
}

/** What a message was given of what it asked for: on a machine without a core to spare some go without. */
function counted(encoder: ThreadedSentenceEncoder, counts: Running['vectors']): SentenceEncoder {
  const { model, dimension } = encoder;
  return {
    model,
    dimension,
    encode: async (texts, options) => {
      const made = await encoder.encode(texts, options);
      if (options.priority === 'message') {
        counts.asked += texts.length;
        counts.made += made === null ? 0 : texts.length;
      }
      return made;
    },
  };
}

const refused = (): Promise<never> => Promise.reject(new Error('there are no agents in this process'));
const NO_MODELS: ModelProvider = { name: 'none', analyse: refused, writeReply: refused };
