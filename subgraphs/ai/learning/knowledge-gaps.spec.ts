import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtInVectors } from '../connectors/choose-vectors.ts';
import { addKnowledgeDocument } from '../knowledge/add-knowledge-document.ts';
import { PassageSearch } from '../knowledge/passage-search.ts';
import { expireRunTexts } from '../run/expire-run-texts.ts';
import { type SettingsChanges, updateAiSettings } from '../settings/update-ai-settings.ts';
import { decideMessage } from '../testing/decide-message.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { watchedEmbeddings } from '../testing/watched-embeddings.ts';
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

it('a rejected and a rewritten draft are gaps too, until the passage that answers them came after they were asked', async () => {
  const reviewed = await makeAiTenant();
  const change = (changes: SettingsChanges) => reviewed.transaction((tx) => updateAiSettings(tx, changes, { store: 'postgres' }));
  const add = async (title: string, text: string) => {
    reviewed.clock.advance(1_000);
    await reviewed.transaction((tx) => addKnowledgeDocument(tx, { title, text }));
    await reviewed.tend();
  };
  const read = async (status: GapStatus) =>
    (await readGaps(reviewed.ctx(), reviewed.search, { status, first: 20 })).map((gap) => [
      ...[gap.question, gap.withoutSource, gap.rejected, gap.rewritten],
    ]);
  await change({ autoReply: false });
  await decideMessage(reviewed, 'What does the delivery cost to Iceland?', { reject: true });
  await decideMessage(reviewed, 'How long does your delivery take, in days?', {
    text: 'Only for members of our circle: ask at the till, please!',
  });
  await decideMessage(reviewed, 'Do you deliver within the whole country?');
  const [rejected, rewritten] = [
    ['What does the delivery cost to Iceland?', 0, 1, 0],
    ['How long does your delivery take, in days?', 0, 0, 1],
  ];
  expect((await read('OPEN')).toSorted()).toEqual([rejected, rewritten].toSorted());
  // it has nothing to do with them: what they were answered from is as wrong as it was
  await add('Parking', 'There is a car park behind the shop.');
  expect(await read('ANSWERED')).toEqual([]);
  await add('Delivery to Iceland', 'The delivery to Iceland costs 19 euros.');
  expect(await read('ANSWERED')).toEqual([rejected]);
  expect(await read('OPEN')).toEqual([rewritten]);
  await reviewed.close();
});

it('what a member dismissed stays dismissed when the first who asked is gone', async () => {
  await ask('Do you sell unicycles for giraffes?');
  const first = (await gaps())[0];
  await tenant.transaction((tx) => dismissGap(tx, first?.id ?? ''));
  await ask('Do you sell a unicycle for giraffes?');
  const isAbout = ({ question }: { question: string }) => question.includes('giraffes');
  expect((await gaps('DISMISSED')).filter(isAbout)).toHaveLength(1);
  const { conversationId, messageId } = await tenant.run(first?.id ?? '');
  await tenant.transaction((tx) => expireRunTexts(tx, { conversationId, messageIds: [messageId] }));
  expect((await gaps('DISMISSED')).filter(isAbout)).toHaveLength(1);
  expect((await gaps()).filter(isAbout)).toEqual([]);
});

it('nobody pays for a look at the gaps: a vendor’s vectors are not asked for', async () => {
  const embeddings = { ...watchedEmbeddings(), paidBy: () => embeddings };
  const search = new PassageSearch({ ...builtInVectors(), embeddings }, { deadlineMs: 20_000 });
  await ask('Can I rent a hovercraft by the hour?');
  tenant.clock.advance(1_000);
  await tenant.transaction((tx) =>
    addKnowledgeDocument(tx, { title: 'Hovercraft', text: 'You can rent a hovercraft by the hour for 90 euros.' }),
  );
  const answered = await readGaps(tenant.ctx(), search, { status: 'ANSWERED', first: 20 });
  expect(answered.map(({ question }) => question)).toContain('Can I rent a hovercraft by the hour?');
  expect(embeddings.asked).toEqual([]);
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
