import { afterAll, beforeAll, expect, it } from 'vitest';
import { addKnowledgeDocument } from '../knowledge/add-knowledge-document.ts';
import { expireRunTexts } from '../run/expire-run-texts.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { correctRun } from './correct-run.ts';
import type { GapStatus } from './knowledge-gap.type.ts';
import { dismissGap, readGaps } from './knowledge-gaps.ts';
import { readLearning } from './read-learning.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant();
});
afterAll(() => tenant.close());

const gaps = (status: GapStatus = 'OPEN') => readGaps(tenant.ctx(), tenant.search, { status, first: 20 });
const ask = async (text: string) => {
  tenant.clock.advance(1_000);
  const event = tenant.message(text);
  await tenant.answer(event);
  return tenant.runOf(event);
};

it('like questions that nothing answers are one gap, until knowledge answers it or a member dismisses it', async () => {
  await ask('Do you repair broken umbrellas?');
  const run = await ask('Do you also repair a broken umbrella?');
  await ask('Can llamas stay in the guest house?');
  await ask('What does the delivery cost?');
  expect((await gaps()).map(({ question, count, withoutSource }) => [question, count, withoutSource])).toEqual([
    ['Do you also repair a broken umbrella?', 2, 2],
    ['Can llamas stay in the guest house?', 1, 1],
  ]);
  expect(await readGaps(tenant.other(), tenant.search, { status: 'OPEN', first: 20 })).toEqual([]);

  const [, llamas] = await gaps();
  expect(await tenant.transaction((tx) => dismissGap(tx, llamas?.id ?? ''))).toBe(true);
  expect(await tenant.transaction((tx) => dismissGap(tx, llamas?.id ?? ''))).toBe(false);
  await ask('Can llamas stay in your guest house?');
  expect((await gaps('DISMISSED')).map(({ count }) => count)).toEqual([2]);

  tenant.clock.advance(1_000);
  await tenant.transaction((tx) =>
    addKnowledgeDocument(tx, { title: 'Umbrella repair', text: 'We repair every broken umbrella within a week for 5 euros.' }),
  );
  await tenant.tend();
  expect((await gaps('ANSWERED')).map(({ id }) => id)).toEqual([run.id]);
  expect(await gaps()).toEqual([]);
});

it('a question whose text is gone is in no gap', async () => {
  const run = await ask('Where can I park my submarine?');
  expect((await gaps()).map(({ id }) => id)).toEqual([run.id]);
  await tenant.transaction((tx) => expireRunTexts(tx, { conversationId: run.conversationId, messageIds: [run.messageId] }));
  expect(await gaps()).toEqual([]);
});

it('what is in force is counted kind by kind', async () => {
  const run = await ask('Is Wexlbrunnr yours?');
  await tenant.transaction((tx) =>
    correctRun(tx, run.id, {
      ...{ intent: 'SALES', isSpam: null, passageId: null },
      entities: [{ kind: 'company', value: 'Wexlbrunnr', start: 3, end: 13 }],
    }),
  );
  const since = tenant.clock.now();
  expect(await readLearning(tenant.ctx())).toEqual([
    { kind: 'INTENT', kept: 1, inForce: 1, since },
    { kind: 'PASSAGE', kept: 0, inForce: 0, since: null },
    { kind: 'ENTITY', kept: 1, inForce: 1, since },
    { kind: 'DECISION', kept: 0, inForce: 0, since: null },
  ]);
});
