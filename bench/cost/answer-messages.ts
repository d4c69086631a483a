import { newId } from '#kernel/persistence/new-id.ts';
import { newTenantId } from '#kernel/persistence/tenant-schemas.ts';
import type { Installation } from '#kernel/runtime/installation.ts';
import { schemaOf, type TenantId } from '#kernel/tenancy/tenant.ts';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { tendCache } from '../../subgraphs/ai/cache/tend-cache.ts';
import { builtInVectors } from '../../subgraphs/ai/connectors/choose-vectors.ts';
import { modelProvider } from '../../subgraphs/ai/connectors/model-providers.ts';
import { addKnowledgeDocument } from '../../subgraphs/ai/knowledge/add-knowledge-document.ts';
import { PassageSearch } from '../../subgraphs/ai/knowledge/passage-search.ts';
import { answerMessage } from '../../subgraphs/ai/run/answer-message.ts';
import { updateAiSettings } from '../../subgraphs/ai/settings/update-ai-settings.ts';
import { tendVectors } from '../../subgraphs/ai/vectors/tend-vectors.ts';
import { countHits, type Hits } from './count-hits.ts';
import { type BenchMessage, benchMessages, knowledge } from './messages.ts';
import { enter, openInstallation } from './open-installation.ts';

/** All calls of one model for one kind of work. */
export interface Tokens {
  readonly model: string;
  readonly work: string;
  readonly calls: number;
  readonly input: number;
  readonly output: number;
  /** As it was paid; in billionths of a dollar. */
  readonly cost: number;
}

export interface Answered {
  readonly tokens: readonly Tokens[];
  readonly hits: Hits;
}

const AT_ONCE = 16;
/** A key is made for each contact, which is not what is measured. */
const CONTACTS = 200;
/** As often as the task would come by. */
const TEND_EVERY = 250;

/** The messages through retrieval, analysis, cache, router, budget and reply; answers what was asked of which model, and what of none. */
export async function answerMessages(
  databaseUrl: string,
  simulatorsUrl: string,
  count: number,
  { replyCacheMinutes }: { readonly replyCacheMinutes: number },
): Promise<Answered> {
  const installation = await openInstallation(databaseUrl);
  try {
    const tenant = newTenantId();
    await installation.database.schemas.create(tenant);
    await installation.database.learn(tenant);
    const { openai, gemini } = outsideConfig(simulatorsUrl);
    const models = modelProvider({ openai: { ...openai, apiKey: 'sk-sim-cost' }, gemini });
    const vectors = builtInVectors();
    const search = new PassageSearch(vectors, { deadlineMs: 20_000 });
    const signal = new AbortController().signal;
    const transaction = transactionOf(installation, tenant);
    await transaction((tx) => updateAiSettings(tx, { replyCacheMinutes }, { store: vectors.store }));
    for (const document of knowledge()) await transaction((tx) => addKnowledgeDocument(tx, document));
    await tendVectors(enter(installation, tenant), vectors, signal);

    const contacts = Array.from({ length: CONTACTS }, () => newId());
    const messages = new Map<string, BenchMessage>(benchMessages(count).map((message) => [newId(), message]));
    const waiting = messages.entries();
    let done = 0;
    const work = async (): Promise<void> => {
      for (const [messageId, { text }] of waiting) {
        const settle = transactionOf(installation, tenant);
        const ctx = enter(installation, tenant);
        const contactId = contacts[done % CONTACTS] ?? newId();
        await answerMessage(ctx, inbound(messageId, contactId, text), { models, search }, settle, {
          ...{ attempt: 1, signal, transaction: settle },
        });
        done += 1;
        if (done % TEND_EVERY === 0) await tendCache(enter(installation, tenant));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const ctx = enter(installation, tenant);
    const tokens = await ctx.em.execute<Tokens[]>(
      `select model, work, count(*)::int as calls, sum(input_tokens)::float8 as input, sum(output_tokens)::float8 as output,
              sum(cost)::float8 as cost
       from "${schemaOf(tenant)}".model_call group by model, work order by model, work`,
    );
    return { tokens, hits: await countHits(ctx, messages) };
  } finally {
    await installation.close();
  }
}

const transactionOf = (installation: Installation, tenant: TenantId) => {
  const ctx = enter(installation, tenant);
  return <T>(effect: Parameters<typeof installation.eventLog.transaction<T>>[1]): Promise<T> =>
    installation.eventLog.transaction(ctx, effect);
};

const inbound = (messageId: string, contactId: string, text: string) => ({
  ...{ messageId, contactId, conversationId: newId(), text, revision: 1, displayName: null, sentAt: new Date() },
  ...{ platform: 'FACEBOOK' as const, lane: 'standard' as const, replyWindowClosesAt: null, personReplyWindowClosesAt: null },
});
