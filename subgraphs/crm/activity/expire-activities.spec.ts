import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewEvent } from '#kernel/messaging/event-contract.ts';
import type { contentExpired } from '#schema/events/content-expired.v1.ts';
import type { messageDelivered } from '#schema/events/message-delivered.v1.ts';
import { CrmTenant, makeDelivered, makeScored, REPLY_TEXT } from '../testing/crm-tenant.ts';
import { EXPIRED_TEXT } from './expire-activities.ts';

let crm: CrmTenant;
beforeAll(async () => {
  crm = await CrmTenant.make();
});
beforeEach(() => crm.connect());
afterEach(async () => {
  await crm.salesforce.mend();
  await crm.disconnectAll();
});
afterAll(() => crm.close());

const expiryOf = ({ data }: NewEvent<typeof messageDelivered>): NewEvent<typeof contentExpired> => ({
  key: data.conversationId,
  data: {
    channelId: data.channelId,
    conversationId: data.conversationId,
    contactId: data.contactId,
    messageIds: [randomUUID(), data.messageId],
    keptSince: null,
  },
});

describe('an activity whose message expired', () => {
  it('loses its text in the CRM and stays there, also when its event comes again', async () => {
    const scored = makeScored();
    await crm.score(scored);
    const [gone, kept] = [makeDelivered(scored), makeDelivered(scored)];
    await crm.reply(gone);
    await crm.reply(kept);
    for (let n = 0; n < 2; n += 1) {
      await crm.expire(expiryOf(gone));
      const texts = (await crm.tasksOf(scored)).map((task) => task['Description']);
      expect(texts.sort()).toEqual([REPLY_TEXT, EXPIRED_TEXT].sort());
    }
  });

  it('loses its text also where what is left of the quota is kept for hot leads', async () => {
    const scored = makeScored();
    await crm.score(scored);
    const delivered = makeDelivered(scored);
    await crm.reply(delivered);
    await crm.salesforce.settings({ dailyLimit: 1_000, usedToday: 950 });
    await crm.score(makeScored({ tier: 'HOT' }, { email: null }));
    await crm.expire(expiryOf(delivered));
    expect((await crm.tasksOf(scored)).map((task) => task['Description'])).toEqual([EXPIRED_TEXT]);
  });

  it('is not written any more where it still waits', async () => {
    const scored = makeScored();
    const delivered = makeDelivered(scored);
    await crm.reply(delivered);
    expect(await crm.activitiesOf(scored)).toMatchObject([{ externalId: null }]);
    await crm.expire(expiryOf(delivered));
    expect(await crm.activitiesOf(scored)).toEqual([]);
    await crm.score(scored);
    expect(await crm.tasksOf(scored)).toEqual([]);
  });

  it('is a dead letter where the CRM does not take our credentials until they are mended', async () => {
    const scored = makeScored();
    await crm.score(scored);
    const delivered = makeDelivered(scored);
    await crm.reply(delivered);
    await crm.salesforce.settings({ refuseAllSessions: true });
    await expect(crm.expire(expiryOf(delivered))).rejects.toMatchObject({ name: 'PermanentError' });
    await crm.salesforce.mend();
    await crm.expire(expiryOf(delivered));
    expect((await crm.tasksOf(scored)).map((task) => task['Description'])).toEqual([EXPIRED_TEXT]);
  });
});
