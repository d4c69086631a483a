import { inOrder } from '#kernel/graph/in-order.ts';
import { defineSubgraph, type SubgraphDeclaration } from '#kernel/runtime/define-subgraph.ts';
import { CatalogueResolver } from './catalogue/catalogue.resolver.ts';
import { Product } from './catalogue/product.entity.ts';
import { TenantCatalogues } from './catalogue/tenant-catalogues.ts';
import { ConfidenceResolver } from './confidence/confidence.resolver.ts';
import { ConfidenceGate } from './confidence/confidence-gate.entity.ts';
import { builtInVectors } from './connectors/choose-vectors.ts';
import { localModelProvider } from './connectors/local-model-provider.ts';
import type { ModelProvider } from './connectors/model-provider.ts';
import { noSentenceEncoder, type RunningSentenceEncoder } from './connectors/sentence-encoder/sentence-encoder.ts';
import { answerMessageConsumer } from './consumers/answer-message.ts';
import { endHoldConsumer } from './consumers/end-hold.ts';
import { expireTextsConsumer } from './consumers/expire-texts.ts';
import { followLeadConsumer } from './consumers/follow-lead.ts';
import { indexKnowledgeConsumer } from './consumers/index-knowledge.ts';
import { recordDeliveryConsumer } from './consumers/record-delivery.ts';
import { InsightsResolver } from './insights/insights.resolver.ts';
import { documentsById } from './knowledge/find-document.ts';
import { KnowledgePassageResolver, KnowledgeResolver } from './knowledge/knowledge.resolver.ts';
import { KnowledgeDocument } from './knowledge/knowledge-document.entity.ts';
import { PassageSearch } from './knowledge/passage-search.ts';
import { KnowledgeGapResolver, LearningResolver, RunCorrectionResolver } from './learning/learning.resolver.ts';
import { TenantClassifiers } from './learning/tenant-classifiers.ts';
import { TenantLessons } from './learning/tenant-lessons.ts';
import { ConversationRunsResolver, MessageRunResolver } from './references/runs-of.resolver.ts';
import { ReplayFlipResolver, ReplayResolver } from './replay/replay.resolver.ts';
import { reviewsById } from './review/find-review.ts';
import { Review } from './review/review.entity.ts';
import { ReviewResolver } from './review/review.resolver.ts';
import { ReplyRefusalResolver, ReviewDecisionResolver, ReviewFieldsResolver } from './review/review-fields.resolver.ts';
import { reviewResultType } from './review/review-result.type.ts';
import { DraftStatementsResolver } from './run/draft-statements.resolver.ts';
import { runsById } from './run/find-run.ts';
import { Run } from './run/run.entity.ts';
import { RunResolver } from './run/run.resolver.ts';
import { RunStepResolver } from './run/run-step.resolver.ts';
import { AiSettingsRow } from './settings/ai-settings.entity.ts';
import { AiSettingsResolver } from './settings/ai-settings.resolver.ts';
import { SpendResolver } from './spend/spend.resolver.ts';
import { expireReviewsTask } from './tasks/expire-reviews.ts';
import { learnIntentsTask } from './tasks/learn-intents.ts';
import { refreshGatesTask } from './tasks/refresh-gates.ts';
import { releaseExpiredClaimsTask } from './tasks/release-expired-claims.ts';
import { tendCacheTask } from './tasks/tend-cache.ts';
import { tendReplaysTask } from './tasks/tend-replays.ts';
import { tendSpendTask } from './tasks/tend-spend.ts';
import { tendVectorsTask } from './tasks/tend-vectors.ts';
import { eraseVectors } from './vectors/erase-vectors.ts';
import type { Vectors } from './vectors/vectors.ts';

export interface AiOptions {
  /** Answers for the agents; the built-in provider unless said. */
  readonly models?: ModelProvider;
  /** Makes and finds vectors; built-in ones in PostgreSQL unless said. */
  readonly vectors?: Vectors;
  /** What messages mean, for the built-in agents; none unless said. */
  readonly encoder?: RunningSentenceEncoder;
  /** How long a reviewer may take a decision back; 0: not at all. */
  readonly undoHoldMs?: number;
}

/** As the public contract says. */
const UNDO_HOLD_MS = 5_000;

/** Runs, reviews, knowledge and settings. */
export const ai = ({
  models = localModelProvider(),
  vectors = builtInVectors(),
  encoder = noSentenceEncoder,
  undoHoldMs = UNDO_HOLD_MS,
}: AiOptions = {}): SubgraphDeclaration => {
  const lessons = new TenantLessons();
  const catalogues = new TenantCatalogues();
  const search = new PassageSearch(vectors, { lessons });
  const classifiers = new TenantClassifiers(encoder);
  return defineSubgraph({
    name: 'ai',
    entities: [Run, Review, KnowledgeDocument, Product, AiSettingsRow, ConfidenceGate],
    migrations: new URL('./migrations/', import.meta.url),
    resolvers: [
      new RunResolver({ models, search, encoder, classifiers, catalogues, lessons }),
      new RunStepResolver(),
      new DraftStatementsResolver(),
      new ReviewResolver({ undoHoldMs, models, search }),
      new ReviewFieldsResolver(),
      new ReviewDecisionResolver(),
      new ReplyRefusalResolver(),
      new KnowledgeResolver(search),
      new KnowledgePassageResolver(),
      new AiSettingsResolver(vectors.store),
      new SpendResolver(),
      new ConfidenceResolver(),
      new InsightsResolver(),
      new LearningResolver(),
      new KnowledgeGapResolver(search),
      new RunCorrectionResolver(),
      new CatalogueResolver(),
      new ReplayResolver({ models, vectors }),
      new ReplayFlipResolver(),
      new ConversationRunsResolver(),
      new MessageRunResolver(),
    ],
    references: {
      Run: inOrder(runsById),
      Review: inOrder(reviewsById),
      KnowledgeDocument: inOrder(documentsById),
    },
    unions: { ClaimReviewResult: reviewResultType, DecideReviewResult: reviewResultType },
    consumers: [
      answerMessageConsumer({ models, search, classifiers, encoder, catalogues, lessons }),
      endHoldConsumer,
      recordDeliveryConsumer,
      followLeadConsumer,
      indexKnowledgeConsumer(vectors),
      expireTextsConsumer,
    ],
    tasks: [
      learnIntentsTask(classifiers),
      releaseExpiredClaimsTask,
      expireReviewsTask,
      refreshGatesTask,
      tendSpendTask,
      tendCacheTask,
      tendReplaysTask({ models, vectors, classifiers, encoder, catalogues, lessons }),
      tendVectorsTask(vectors),
    ],
    eraseTenant: (ctx) => eraseVectors(ctx, vectors),
    accompany: (platform) => {
      encoder.start(platform);
      return () => encoder.close();
    },
  });
};
