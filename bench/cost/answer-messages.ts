import { newTenantId } from '#kernel/persistence/tenant-schemas.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { builtInVectors } from '../../subgraphs/ai/connectors/choose-vectors.ts';
import { modelProvider } from '../../subgraphs/ai/connectors/model-providers.ts';
import { addKnowledgeDocument } from '../../subgraphs/ai/knowledge/add-knowledge-document.ts';
import { PassageSearch } from '../../subgraphs/ai/knowledge/passage-search.ts';
import { tryReply } from '../../subgraphs/ai/run/try-reply.ts';
import { tendVectors } from '../../subgraphs/ai/vectors/tend-vectors.ts';
import { benchMessages, knowledge } from './messages.ts';
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

const AT_ONCE = 16;

/** The messages through retrieval, analysis, router, budget and reply; answers what was asked of which model. */
export async function answerMessages(databaseUrl: string, simulatorsUrl: string, count: number): Promise<Tokens[]> {
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
    for (const document of knowledge())
      await installation.eventLog.transaction(enter(installation, tenant), (tx) => addKnowledgeDocument(tx, document));
    await tendVectors(enter(installation, tenant), vectors, signal);

    const waiting = benchMessages(count).values();
    const work = async (): Promise<void> => {
      for (const { text } of waiting) await tryReply(enter(installation, tenant), text, { models, search }, signal);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return await enter(installation, tenant).em.execute<Tokens[]>(
      `select model, work, count(*)::int as calls, sum(input_tokens)::float8 as input, sum(output_tokens)::float8 as output,
              sum(cost)::float8 as cost
       from "${schemaOf(tenant)}".model_call group by model, work order by model, work`,
    );
  } finally {
    await installation.close();
  }
}
