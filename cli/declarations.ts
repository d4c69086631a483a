import type { Config } from '#kernel/config/config.ts';
import type { SubgraphDeclaration } from '#kernel/runtime/define-subgraph.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import { chooseVectors } from '../subgraphs/ai/connectors/choose-vectors.ts';
import { modelProvider } from '../subgraphs/ai/connectors/model-providers.ts';
import { chooseSentenceEncoder } from '../subgraphs/ai/connectors/sentence-encoder/choose-sentence-encoder.ts';
import { ai } from '../subgraphs/ai/subgraph.ts';
import type { PlatformConfig } from '../subgraphs/conversations/connectors/platform-connectors.ts';
import { conversations } from '../subgraphs/conversations/subgraph.ts';
import { crm } from '../subgraphs/crm/subgraph.ts';
import { leads } from '../subgraphs/leads/subgraph.ts';
import { tenants } from '../subgraphs/tenants/subgraph.ts';

/**
 * All subgraphs of an installation, given what they need of the outside. `platform` is asked for when work begins: declarations are
 * made before the database they describe is open.
 */
export const declarations = (
  config: Pick<
    Config,
    keyof PlatformConfig | 'delivery' | 'review' | 'salesforce' | 'hubspot' | 'openai' | 'gemini' | 'pinecone' | 'sentenceEncoder'
  >,
  platform: () => PlatformContext,
): readonly SubgraphDeclaration[] => {
  const encoder = chooseSentenceEncoder(config);
  return [
    conversations({ platforms: config, delivery: config.delivery, platform }),
    leads(),
    ai({ models: modelProvider(config), vectors: chooseVectors(config, encoder), encoder, undoHoldMs: config.review.undoHoldMs }),
    crm({ salesforceLoginUrl: config.salesforce.loginUrl, hubspotApiUrl: config.hubspot.apiUrl }),
    tenants({ platform }),
  ];
};
