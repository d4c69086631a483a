import { inOrder } from '#kernel/graph/in-order.ts';
import { defineSubgraph, type SubgraphDeclaration } from '#kernel/runtime/define-subgraph.ts';
import { localModelProvider } from './connectors/local-model-provider.ts';
import type { ModelProvider } from './connectors/model-provider.ts';
import { answerMessageConsumer } from './consumers/answer-message.ts';
import { followLeadConsumer } from './consumers/follow-lead.ts';
import { recordDeliveryConsumer } from './consumers/record-delivery.ts';
import { documentsById } from './knowledge/find-document.ts';
import { KnowledgePassageResolver, KnowledgeResolver } from './knowledge/knowledge.resolver.ts';
import { KnowledgeDocument } from './knowledge/knowledge-document.entity.ts';
import { ConversationRunsResolver, MessageRunResolver } from './references/runs-of.resolver.ts';
import { reviewsById } from './review/find-review.ts';
import { Review } from './review/review.entity.ts';
import { ReviewResolver } from './review/review.resolver.ts';
import { ReplyRefusalResolver, ReviewDecisionResolver, ReviewFieldsResolver } from './review/review-fields.resolver.ts';
import { reviewResultType } from './review/review-result.type.ts';
import { runsById } from './run/find-run.ts';
import { Run } from './run/run.entity.ts';
import { RunResolver } from './run/run.resolver.ts';
import { RunStepResolver } from './run/run-step.resolver.ts';
import { AiSettingsRow } from './settings/ai-settings.entity.ts';
import { AiSettingsResolver } from './settings/ai-settings.resolver.ts';
import { expireReviewsTask } from './tasks/expire-reviews.ts';
import { releaseExpiredClaimsTask } from './tasks/release-expired-claims.ts';

/** Runs, reviews, knowledge and settings. `models` answers for the agents; the built-in provider unless said. */
export const ai = ({ models = localModelProvider() }: { models?: ModelProvider } = {}): SubgraphDeclaration =>
  defineSubgraph({
    name: 'ai',
    entities: [Run, Review, KnowledgeDocument, AiSettingsRow],
    migrations: new URL('./migrations/', import.meta.url),
    resolvers: [
      new RunResolver(models),
      new RunStepResolver(),
      new ReviewResolver(),
      new ReviewFieldsResolver(),
      new ReviewDecisionResolver(),
      new ReplyRefusalResolver(),
      new KnowledgeResolver(),
      new KnowledgePassageResolver(),
      new AiSettingsResolver(),
      new ConversationRunsResolver(),
      new MessageRunResolver(),
    ],
    references: {
      Run: inOrder(runsById),
      Review: inOrder(reviewsById),
      KnowledgeDocument: inOrder(documentsById),
    },
    unions: { ClaimReviewResult: reviewResultType, DecideReviewResult: reviewResultType },
    consumers: [answerMessageConsumer(models), recordDeliveryConsumer, followLeadConsumer],
    tasks: [releaseExpiredClaimsTask, expireReviewsTask],
  });
