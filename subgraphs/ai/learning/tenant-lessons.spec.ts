import { afterAll, beforeAll, expect, it } from 'vitest';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { addKnowledgeDocument } from '../knowledge/add-knowledge-document.ts';
import { searchKnowledge } from '../knowledge/search-knowledge.ts';
import { updateKnowledgeDocument } from '../knowledge/update-knowledge-document.ts';
import { expireRunTexts } from '../run/expire-run-texts.ts';
import { readAnalysis } from '../run/read-sealed.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { correctRun, type RunCorrection } from './correct-run.ts';
import { readCorrectedEntities } from './read-corrected-entities.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant();
});
afterAll(() => tenant.close());

const arrive = async (text: string) => {
  const event = tenant.message(text);
  await tenant.answer(event);
  return tenant.runOf(event);
};
const correct = async (id: string, said: Partial<RunCorrection>) => {
  await tenant.transaction((tx) => correctRun(tx, id, { intent: null, isSpam: null, passageId: null, ...said }));
  await tenant.lessons.refresh(tenant.ctx());
};
const entitiesOf = async (text: string, kind: string) =>
  ((await readAnalysis(tenant.ctx(), await arrive(text)))?.entities ?? [])
    .filter((entity) => entity.kind === kind)
    .map(({ normalized }) => normalized);
const at = (text: string, value: string) => ({ value, start: text.indexOf(value), end: text.indexOf(value) + value.length });

it('a question like a corrected one finds the passage that the member named first, until the passage changes', async () => {
  const document = await tenant.transaction((tx) =>
    addKnowledgeDocument(tx, {
      title: 'Loyalty programme',
      text: 'Regulars collect a stamp with every visit and get the tenth one free.',
    }),
  );
  const first = async (text: string) => (await searchKnowledge(tenant.ctx(), tenant.search, text, 5))[0];
  const question = 'Do you deliver goodies to people who keep coming back?';
  const alike = 'Do you deliver any goodies to people that keep coming back?';
  expect((await first(question))?.documentId).not.toBe(document.id);
  const [passage] = await tenant
    .ctx()
    .em.execute<{ id: string }[]>(`select id from "${schemaOf(tenant.tenant)}".knowledge_passage where document_id = ?`, [
      document.id,
    ]);
  await correct((await arrive(question)).id, { passageId: passage?.id ?? '' });
  expect(await first(question)).toMatchObject({ documentId: document.id, score: expect.closeTo(0.95, 1) });
  expect((await first(alike))?.documentId).toBe(document.id);
  expect((await first('How long does delivery take?'))?.documentId).not.toBe(document.id);

  await tenant.transaction((tx) =>
    updateKnowledgeDocument(tx, { id: document.id, title: null, text: 'We close on Sundays.', source: undefined }),
  );
  expect((await first(question))?.documentId).not.toBe(document.id);
});

it('what a member named makes no draft surer: the head reads what retrieval measured', async () => {
  const question = 'How many working days until my shoes arrive in the country?';
  const before = await arrive(question);
  const passageId = before.sources[0]?.passageId ?? '';
  const measured = before.features?.retrievalScore ?? 1;
  expect(measured).toBeLessThan(0.9);
  await correct(before.id, { passageId });
  const after = await arrive(question);
  expect(after.sources[0]).toMatchObject({ passageId, score: expect.closeTo(0.95, 5) });
  expect(after.features?.retrievalScore).toBeCloseTo(measured, 5);
  expect(after.score).toBeCloseTo(before.score ?? 0, 5);
});

it('words that were taken wrongly for a name are none in later messages, and words that a member named are', async () => {
  const wrong = 'Hello, this is Aurora speaking about my order';
  const [taken] = await entitiesOf(wrong, 'name');
  expect(taken).toBe('Aurora');
  const run = await arrive(wrong);
  await correct(run.id, { entities: [{ kind: 'company', normalized: 'Aurora Lamps', ...at(wrong, 'Aurora') }] });
  expect(await readCorrectedEntities(tenant.ctx(), run)).toContainEqual(
    expect.objectContaining({ kind: 'company', value: 'Aurora', normalized: 'Aurora Lamps' }),
  );
  expect(await entitiesOf('Hi, this is Aurora again', 'name')).toEqual([]);
  expect(await entitiesOf('it is Aurora again', 'company')).toEqual(['Aurora Lamps']);

  const named = 'Greetings from Wexlbrunnr, call me back';
  await correct((await arrive(named)).id, { entities: [{ kind: 'company', ...at(named, 'Wexlbrunnr') }] });
  expect(await entitiesOf('it is Wexlbrunnr again', 'company')).toEqual(['Wexlbrunnr']);
  await correct(run.id, { entities: [{ kind: 'name', isWrong: true, ...at(wrong, 'Aurora') }] });
  expect(await entitiesOf('Hi, this is Aurora again', 'name')).toEqual([]);
  expect(await entitiesOf('it is Aurora again', 'company')).toEqual([]);
});

it('what was said of a message goes with its text, and stands nowhere in clear', async () => {
  const text = 'this is about the Plumbusser and nothing else';
  const run = await arrive(text);
  await correct(run.id, { entities: [{ kind: 'company', ...at(text, 'Plumbusser') }] });
  expect(await entitiesOf('one Plumbusser please', 'company')).toEqual(['Plumbusser']);
  const [row] = await tenant
    .ctx()
    .em.execute<{ row: string; entities: Buffer }[]>(
      `select c::text as row, entities from "${schemaOf(tenant.tenant)}".correction c where run_id = ?`,
      [run.id],
    );
  expect(`${row?.row}${row?.entities.toString('latin1')}`).not.toContain('Plumbusser');
  await tenant.transaction((tx) => expireRunTexts(tx, { conversationId: run.conversationId, messageIds: [run.messageId] }));
  // nobody asked for it: the next messages' briefings bring the version along
  await expect.poll(() => entitiesOf('one Plumbusser please', 'company')).toEqual([]);
  expect(await readCorrectedEntities(tenant.ctx(), run)).toBeNull();
  await expect(correct(run.id, { entities: [{ kind: 'company', ...at(text, 'Plumbusser') }] })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
});

it('what an erased contact taught is read no more, and another tenant never knew it', async () => {
  const text = 'this is about the Grumblewort and nothing else';
  const run = await arrive(text);
  await correct(run.id, { entities: [{ kind: 'company', ...at(text, 'Grumblewort') }] });
  await tenant.lessons.refresh(tenant.other());
  expect(tenant.lessons.held(tenant.other()).lexicon).toBeUndefined();
  expect(tenant.lessons.held(tenant.ctx()).lexicon?.known.has('grumblewort')).toBe(true);
  await tenant.ctx().vault.forget(run.contactId);
  await tenant.lessons.refresh(tenant.ctx());
  expect(tenant.lessons.held(tenant.ctx()).lexicon?.known.has('grumblewort') ?? false).toBe(false);
  expect(await readCorrectedEntities(tenant.ctx(), run)).toBeNull();
});

it.each([
  { kind: 'planet', value: 'Anna', start: 8, end: 12 },
  { kind: 'name', value: 'Anna', start: 8, end: 13 },
  { kind: 'name', value: 'Otto', start: 8, end: 12 },
  { kind: 'name', value: 'Anna', start: -1, end: 3 },
  { kind: 'name', value: '', start: 0, end: 0 },
])('an entity that does not stand in the message is refused: %j', async (entity) => {
  const run = await arrive('this is Anna, hello');
  await expect(correct(run.id, { entities: [entity] })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});
