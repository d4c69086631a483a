import { randomUUID } from 'node:crypto';
import type { DataOf, NewEvent, PersonalOf } from '#kernel/messaging/event-contract.ts';
import type { TestTenant } from '#kernel/testing/test-tenant.ts';
import { messageScored } from '#schema/events/message-scored.v1.ts';
import { scoreLeadConsumer } from '../consumers/score-lead.ts';
import { Lead } from '../lead/lead.entity.ts';

type Scored = DataOf<typeof messageScored>;

/** A run's verdict on a person who writes for the first time, but for what the spec says otherwise. */
export const makeScored = (
  given: Partial<Scored> = {},
  personal: Partial<PersonalOf<typeof messageScored>> = {},
): NewEvent<typeof messageScored> => {
  const data: Scored = {
    runId: randomUUID(),
    messageId: randomUUID(),
    conversationId: randomUUID(),
    contactId: randomUUID(),
    platform: 'FACEBOOK',
    intent: 'SALES',
    points: 45,
    signals: [
      { name: 'asks-for-price', points: 15 },
      { name: 'wants-to-buy', points: 30 },
    ],
    scoredAt: new Date().toISOString(),
    ...given,
  };
  return {
    key: data.conversationId,
    lane: 'standard',
    data,
    subjectId: data.contactId,
    personal: {
      evidence: ['what does it cost', 'I want to buy'],
      displayName: 'Ada Fischer',
      email: null,
      phone: null,
      company: null,
      ...personal,
    },
  };
};

/** Scores as a delivery would and answers the lead as it then stands. */
export const score = async (tenant: TestTenant, event: NewEvent<typeof messageScored>): Promise<Lead> => {
  await tenant.deliver(scoreLeadConsumer, messageScored, event);
  return tenant.ctx().em.findOneOrFail(Lead, { contactId: event.data.contactId }, { populate: ['latestScore'] });
};
