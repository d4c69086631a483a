import type { DataOf, NewEvent } from '#kernel/messaging/event-contract.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { type leadScored, leadScored as leadScoredContract } from '#schema/events/lead-scored.v1.ts';
import { messageReceived } from '#schema/events/message-received.v1.ts';
import { TenantCatalogues } from '../catalogue/tenant-catalogues.ts';
import { builtInVectors } from '../connectors/choose-vectors.ts';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import type { ModelProvider } from '../connectors/model-provider.ts';
import { answerMessageConsumer } from '../consumers/answer-message.ts';
import { followLeadConsumer } from '../consumers/follow-lead.ts';
import { addKnowledgeDocument } from '../knowledge/add-knowledge-document.ts';
import { PassageSearch } from '../knowledge/passage-search.ts';
import { TenantLessons } from '../learning/tenant-lessons.ts';
import { Review } from '../review/review.entity.ts';
import { Run } from '../run/run.entity.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { ai } from '../subgraph.ts';
import { tendVectors } from '../vectors/tend-vectors.ts';
import type { Vectors } from '../vectors/vectors.ts';

/** A clock that a spec moves by hand. */
export class HandClock {
  #now = new Date('2026-03-02T10:00:00Z');
  now(): Date {
    return new Date(this.#now);
  }
  advance(ms: number): void {
    this.#now = new Date(this.#now.getTime() + ms);
  }
}

export const HOUR_MS = 3_600_000;

export type Received = NewEvent<typeof messageReceived>;

/** Learns its intents once for a whole spec file. */
const sharedModels = localModelProvider();

export interface AiTenant extends TestTenant {
  readonly clock: HandClock;
  readonly search: PassageSearch;
  /** What `search` and `answer` know of what members said. */
  readonly lessons: TenantLessons;
  /** One turn of the task that brings vectors to where they belong. */
  tend(): Promise<void>;
  /** A first message of a new contact, with a reply window of a day, unless said otherwise. */
  message(text: string, overrides?: Partial<DataOf<typeof messageReceived>> & { displayName?: string | null }): Received;
  answer(event: Received, models?: ModelProvider): Promise<void>;
  /** Answers a message that nothing in the knowledge answers: what it leads to waits for a person. */
  makeReview(overrides?: Partial<DataOf<typeof messageReceived>>): Promise<Review>;
  scoreLead(overrides: Partial<DataOf<typeof leadScored>>): Promise<void>;
  runOf(event: Received): Promise<Run>;
  reviewOf(event: Received): Promise<Review | null>;
  review(id: string): Promise<Review>;
  run(id: string): Promise<Run>;
}

const DELIVERY_DOCUMENT = {
  title: 'Delivery',
  text: 'We deliver within two working days in the whole country. Delivery costs 4.90 euros and is free above 50 euros.',
};

export async function makeAiTenant(
  options: {
    knowledge?: readonly { title: string; text: string }[];
    vectors?: Vectors;
    auditShare?: number;
    replyCacheMinutes?: number;
  } = {},
): Promise<AiTenant> {
  const clock = new HandClock();
  const vectors = options.vectors ?? builtInVectors();
  const lessons = new TenantLessons();
  const search = new PassageSearch(vectors, { deadlineMs: 20_000, lessons });
  const catalogues = new TenantCatalogues();
  const test = await makeTestTenant([ai({ models: sharedModels, vectors })], { clock });
  // a spec that asks for a reply is not to get a review by the draw, nor what another of its questions was answered
  const { auditShare = 0, replyCacheMinutes = 0 } = options;
  await test.transaction((tx) => updateAiSettings(tx, { auditShare, replyCacheMinutes }, { store: vectors.store }));
  for (const document of options.knowledge ?? [DELIVERY_DOCUMENT])
    await test.transaction((tx) => addKnowledgeDocument(tx, document));
  const tend = () => tendVectors(test.ctx(), vectors, new AbortController().signal);
  await tend();

  const message: AiTenant['message'] = (text, { displayName = null, ...overrides } = {}) => {
    const data = {
      messageId: newId(),
      conversationId: newId(),
      contactId: newId(),
      channelId: newId(),
      platform: 'FACEBOOK' as const,
      revision: 1,
      attachmentKinds: [],
      sentAt: clock.now().toISOString(),
      replyWindowClosesAt: new Date(clock.now().getTime() + 24 * HOUR_MS).toISOString(),
      ...overrides,
    };
    return { key: data.conversationId, data, subjectId: data.contactId, personal: { text, displayName } };
  };
  const answer: AiTenant['answer'] = (event, models = sharedModels) =>
    test.deliver(answerMessageConsumer({ models, search, lessons, catalogues }), messageReceived, event);
  const reviewOf: AiTenant['reviewOf'] = async (event) => {
    const { em } = test.ctx();
    const run = await em.findOneOrFail(Run, { messageId: event.data.messageId });
    return em.findOne(Review, { runId: run.id });
  };

  return {
    ...test,
    clock,
    search,
    lessons,
    tend,
    message,
    answer,
    reviewOf,
    makeReview: async (overrides) => {
      const event = message('Does the astronaut training include a real rocket launch?', overrides);
      await answer(event);
      const review = await reviewOf(event);
      if (!review) throw new Error('the message was expected to need a review');
      return review;
    },
    scoreLead: (overrides) => {
      const data = {
        leadId: newId(),
        scoreId: newId(),
        contactId: newId(),
        conversationId: newId(),
        platform: 'FACEBOOK' as const,
        tier: 'HOT' as const,
        previousTier: null,
        points: 80,
        stage: 'NEW' as const,
        signals: [],
        version: 1,
        scoredAt: clock.now().toISOString(),
        ...overrides,
      };
      const personal = { displayName: null, email: null, phone: null, company: null };
      return test.deliver(followLeadConsumer, leadScoredContract, {
        key: data.conversationId,
        data,
        subjectId: data.contactId,
        personal,
      });
    },
    runOf: (event) => test.ctx().em.findOneOrFail(Run, { messageId: event.data.messageId }),
    review: (id) => test.ctx().em.findOneOrFail(Review, { id }),
    run: (id) => test.ctx().em.findOneOrFail(Run, { id }),
  };
}
