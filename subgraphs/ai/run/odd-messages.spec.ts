import { expect, it } from 'vitest';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import type { FoundPassage } from '../knowledge/fuse-passages.ts';
import { analyseMessage } from './analyse-message.ts';
import { SPAM_ACTED_ON_ALONE } from './decide-outcome.ts';
import { draftReply } from './draft-reply.ts';

const models = localModelProvider();
const { signal } = new AbortController();

const passage = (title: string, text: string): FoundPassage => ({ passageId: title, documentId: title, title, text, score: 0.8 });
const KNOWLEDGE = [
  passage(
    'Delivery',
    'We deliver within two working days in the whole country. Delivery costs 4.90 euros and is free above 50 euros.',
  ),
  passage('Returns', 'You can return any item within 30 days. Print the label from your account.'),
  passage('Opening hours', 'Our shop is open from Monday to Friday from 9 to 18. On Sunday we are closed.'),
];

async function read(text: string) {
  const { analysis } = await analyseMessage(models, { text, sentAt: new Date('2026-03-02T10:00:00Z'), revision: 1 }, signal);
  const { intent, language } = analysis;
  const draft =
    intent && (await draftReply(models, { text, language, intent, displayName: null, persona: '', passages: KNOWLEDGE }, signal));
  return { ...analysis, draft };
}

it.each(['', '   ', '\n\t'])('a message without text (%j) has no intent and no draft, and its sender is scored', async (text) => {
  const { intent, draft, score } = await read(text);
  expect({ intent, draft }).toEqual({ intent: null, draft: null });
  expect(score.points).toBeGreaterThan(0);
});

it.each([
  ['it', 'Ciao, quanto costa la consegna? Vorrei sapere quando arriva il pacco.'],
  ['nl', 'Hallo, hoeveel kost de bezorging en wanneer krijg ik mijn pakket?'],
  ['zh', '你们送货要多少钱？'],
  ['ru', 'Сколько стоит доставка?'],
])('a language that nothing is served in (%s) is named, and its message left to a person', async (language, text) => {
  const found = await read(text);
  expect([found.language, found.draft?.text]).toEqual([language, null]);
});

it('an answer that the knowledge has in another language alone is never sent by itself', async () => {
  const { language, draft } = await read('Hallo, was kostet die Lieferung bei euch?');
  expect(language).toBe('de');
  expect(draft?.findings.map(({ kind }) => kind)).toContain('OTHER_LANGUAGE');
});

it.each([
  ['😍😍', 'PRAISE'],
  ['❤️', 'PRAISE'],
  ['😡😡😡', 'COMPLAINT'],
  ['🤷', 'GENERAL'],
])('emoji alone (%s) are %s, and never answered as a question', async (text, intent) => {
  const found = await read(text);
  expect(found.intent?.intent).toBe(intent);
  expect(found.draft?.sources).toEqual([]);
  expect(found.draft?.text ?? null).toBe(
    intent === 'PRAISE' ? 'Hi! Thank you for your kind words, they mean a lot to us.' : null,
  );
});

it.each(['https://photos.example/p/123', 'www.shop.example'])(
  'a link alone (%s) is neither answered nor thrown away',
  async (text) => {
    const { intent, draft } = await read(text);
    expect(draft?.text).toBeNull();
    if (intent?.intent === 'SPAM') expect(intent.confidence).toBeLessThan(SPAM_ACTED_ON_ALONE);
  },
);

it('several questions in one message are answered from several passages', async () => {
  const { draft } = await read('How much is delivery? And are you open on Sunday?');
  expect(draft?.text).toContain('Delivery costs 4.90 euros');
  expect(draft?.text).toContain('On Sunday we are closed.');
  expect(draft?.statements.map(({ passage: at }) => draft.sources[at ?? -1]?.title)).toEqual(['Delivery', 'Opening hours']);
  expect(draft?.findings).toEqual([]);
});

it('shouting is read like speaking', async () => {
  const [loud, quiet] = [await read('HOW MUCH IS DELIVERY???'), await read('How much is delivery?')];
  expect([loud.intent?.intent, loud.language, loud.draft?.text]).toEqual([quiet.intent?.intent, 'en', quiet.draft?.text]);
});

it('what is quoted is not answered again, and nothing is taken from it', async () => {
  const found = await read('> How much is delivery? Call 030 1234567\n> Regards, Mia\nAre you open on Sunday?');
  expect(found.entities.filter(({ kind }) => kind === 'phone')).toEqual([]);
  expect(found.draft?.text).toContain('On Sunday we are closed.');
  expect(found.draft?.text).not.toContain('4.90');
});

it('of 20,000 characters the beginning and the end are read, in bounded time', async () => {
  const text = `Hello, how much is delivery? ${'I like long stories about my holiday. '.repeat(520)}My mail is ana@mail.example`;
  const from = performance.now();
  const { entities, draft } = await read(text);
  expect(performance.now() - from).toBeLessThan(1_000);
  const email = entities.find(({ kind }) => kind === 'email');
  expect(text.slice(email?.start, email?.end)).toBe('ana@mail.example');
  expect(draft?.text).toContain('4.90 euros');
  expect(draft?.confidence).toBeLessThan(0.8);
});
