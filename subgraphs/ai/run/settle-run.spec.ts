import { afterAll, beforeAll, expect, it } from 'vitest';
import { Review } from '../review/review.entity.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant();
});
afterAll(() => tenant.close());

const QUESTION = 'Hello, how much does delivery cost?';

it('a newer message supersedes the review of the one before, with its run, and names itself as the successor', async () => {
  const older = await tenant.makeReview();
  const { conversationId, contactId } = older;
  const newer = tenant.message('And is there a rocket launch for astronauts in summer?', {
    conversationId,
    contactId,
    revision: 2,
  });
  await tenant.answer(newer);
  const successor = await tenant.reviewOf(newer);
  expect(await tenant.review(older.id)).toMatchObject({ status: 'SUPERSEDED', supersededById: successor?.id });
  expect((await tenant.run(older.runId)).status).toBe('SUPERSEDED');
  const changes = (await tenant.published('review-changed')).filter((event) => event.key === conversationId);
  expect(changes.map((event) => event.data['change'])).toEqual(['ADDED', 'SUPERSEDED', 'ADDED']);
});

it('a message that is handled after a newer one is scored and answered by nobody', async () => {
  const newer = tenant.message(QUESTION, { revision: 5 });
  await tenant.answer(newer);
  const older = tenant.message(QUESTION, { conversationId: newer.key, contactId: newer.data.contactId, revision: 4 });
  await tenant.answer(older);
  expect((await tenant.runOf(older)).status).toBe('SUPERSEDED');
  expect((await tenant.runOf(newer)).status).toBe('AUTO_REPLIED');
  const scores = (await tenant.published('message-scored')).filter((event) => event.key === newer.key);
  expect(scores).toHaveLength(2);
});

it('a confidence that equals the threshold is enough, and the least above it is not', async () => {
  const first = tenant.message(QUESTION);
  await tenant.answer(first);
  const { confidence, intent } = await tenant.runOf(first);
  if (confidence == null || intent == null) throw new Error('the question was expected to be answered');

  const answeredAt = async (threshold: number) => {
    await tenant.transaction((tx) => updateAiSettings(tx, { thresholds: [{ intent, threshold }] }, { store: 'postgres' }));
    const event = tenant.message(QUESTION);
    await tenant.answer(event);
    const run = await tenant.runOf(event);
    expect(run.threshold).toBe(threshold);
    return run.status;
  };
  expect(await answeredAt(confidence)).toBe('AUTO_REPLIED');
  expect(await answeredAt(confidence + 1e-9)).toBe('IN_REVIEW');
  await tenant.transaction((tx) => updateAiSettings(tx, { thresholds: [] }, { store: 'postgres' }));
});

it('with auto-reply off every reply is reviewed, the draft beside it', async () => {
  await tenant.transaction((tx) => updateAiSettings(tx, { autoReply: false }, { store: 'postgres' }));
  const event = tenant.message(QUESTION);
  await tenant.answer(event);
  expect(await tenant.reviewOf(event)).toMatchObject({ status: 'PENDING', reason: 'POLICY' });
  expect((await tenant.runOf(event)).draftText).not.toBeNull();
  await tenant.transaction((tx) => updateAiSettings(tx, { autoReply: true }, { store: 'postgres' }));
});

it('no column holds words of the customer or of a draft in clear', async () => {
  const secret = 'zebrafinch';
  const event = tenant.message(
    `My ${secret} wants to know: does the astronaut training include a rocket launch? Write to ${secret}@example.com`,
    {
      displayName: secret,
    },
  );
  await tenant.answer(event);
  const rows = await tenant
    .ctx()
    .em.execute<{ row: string }[]>(
      ['run', 'review', 'conversation_state', 'knowledge_document', 'knowledge_passage']
        .map((table) => `select t::text as row from "tenant_${tenant.tenant}".${table} t`)
        .join(' union all '),
    );
  expect(rows.length).toBeGreaterThan(3);
  const asBytes = Buffer.from(secret).toString('hex');
  for (const { row } of rows) {
    expect(row).not.toContain(secret);
    expect(row).not.toContain(asBytes);
  }
  const { rows: events } = await tenant.installation.database.platform.query('select data::text as data from platform.event');
  for (const { data } of events) expect(data).not.toContain(secret);
});

it('the tenant beside it sees none of it', async () => {
  const review = await tenant.makeReview();
  const { em } = tenant.other();
  expect(await em.findOne(Review, { id: review.id })).toBeNull();
});
