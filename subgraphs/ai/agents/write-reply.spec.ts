import { describe, expect, it } from 'vitest';
import { splitSentences } from './split-sentences.ts';
import { type ReplyInput, writeReply } from './write-reply.ts';

const passages = [
  {
    documentId: 'shipping',
    title: 'Shipping',
    text: 'We deliver to Germany, Austria and Norway. Delivery to Norway takes 5 to 7 days and costs 12.90 €. Orders over 80 € travel free. See https://shop.example/track for tracking.',
    score: 0.8,
  },
  {
    documentId: 'returns',
    title: 'Returns',
    text: 'You can return any item within 30 days. How do I return something?\nPrint the label from your account and drop the parcel at a post office.',
    score: 0.6,
  },
  {
    documentId: 'hours',
    title: 'Öffnungszeiten',
    text: 'Unser Laden hat von Montag bis Freitag von 9 bis 18 Uhr geöffnet. Am Sonntag ist geschlossen.',
    score: 0.5,
  },
];

const reply = (text: string, more: Partial<ReplyInput> = {}) =>
  writeReply({ text, language: 'en', intent: 'SALES', passages, persona: '', displayName: null, ...more });

describe('writeReply', () => {
  it('answers with the sentences that take up the question', () => {
    const written = reply('Do you ship to Norway, and how much is it?');
    expect(written?.text).toContain('Delivery to Norway takes 5 to 7 days and costs 12.90 €.');
    expect(written?.usedPassages).toEqual([0]);
    expect(written?.supportedShare).toBe(1);
    expect(written?.completeness).toBeGreaterThan(0.9);
  });

  it('says nothing between greeting and closing that is not in a used passage, word for word', () => {
    for (const text of [
      'Do you ship to Norway?',
      'how can i return this shirt',
      'Return policy, and delivery to Austria?',
      'tracking?',
    ]) {
      const written = reply(text, { intent: 'SUPPORT' });
      expect(written).not.toBeNull();
      const sentences = splitSentences(written?.text ?? '').slice(1, -1);
      const used = (written?.usedPassages ?? []).map((at) => passages[at]?.text ?? '');
      expect(sentences.length).toBeGreaterThan(0);
      for (const sentence of sentences)
        expect(used.some((passage) => passage.includes(sentence.text.replace(/\.$/, '')))).toBe(true);
    }
  });

  it('draws on a second passage when the message asks about a second thing', () => {
    expect(reply('Do you deliver to Austria, and can I return an item?')?.usedPassages.toSorted()).toEqual([0, 1]);
  });

  it('is null where no passage speaks of what was asked', () => {
    expect(reply('Do you rent out motorbikes in Portugal?')).toBeNull();
    expect(reply('Do you ship to Norway?', { passages: [] })).toBeNull();
    for (const text of ['', '   ', '😂😂', '???', 'and the of']) expect(reply(text)).toBeNull();
  });

  it('is null for spam, whatever the passages say', () => {
    expect(reply('Free delivery to Norway, click here', { intent: 'SPAM' })).toBeNull();
  });

  it('thanks for praise and greets a bare greeting without a passage, and claims nothing by it', () => {
    for (const written of [
      reply('I love your shop', { intent: 'PRAISE', passages: [] }),
      reply('Hello!', { intent: 'GENERAL', passages: [] }),
    ]) {
      expect(written).toMatchObject({ usedPassages: [], supportedShare: 1 });
      expect(written?.text).not.toMatch(/\d|https?:|€/);
    }
  });

  it('greets and closes in the language of the customer', () => {
    const german = reply('Habt ihr am Sonntag geöffnet?', { language: 'de', intent: 'GENERAL', displayName: 'Jörg Klein' });
    expect(german?.text).toMatch(/^Hallo Jörg! .*Am Sonntag ist geschlossen\..*\?$/);
  });

  it('answers in a language that it has no phrases for only where the knowledge speaks it, and adds nothing', () => {
    expect(reply('Hallo', { language: 'nl', intent: 'GENERAL' })).toBeNull();
    expect(reply('Hoeveel kost de levering naar Norway?', { language: 'nl' })).toBeNull();
    expect(reply('Bedankt, geweldig!', { language: 'nl', intent: 'PRAISE' })).toBeNull();
    const dutch = {
      documentId: 'nl',
      title: 'Levering',
      text: 'Wij leveren binnen twee dagen. De levering kost vijf euro.',
      score: 0.8,
    };
    expect(reply('Hoeveel kost de levering?', { language: 'nl', passages: [dutch] })?.text).toBe('De levering kost vijf euro.');
  });

  it('counts an answer in another language than the question as half an answer', () => {
    const foreign = reply('Are you geöffnet am Sonntag?', { language: 'en', intent: 'GENERAL' });
    expect(foreign?.completeness).toBeLessThanOrEqual(0.5);
  });

  it('greets only with what looks like a first name', () => {
    const hello = (displayName: string) => reply('Hello', { intent: 'GENERAL', displayName })?.text.split('!')[0];
    expect(hello('Anna Müller')).toBe('Hi Anna');
    expect(hello('🔥 Anna 🔥')).toBe('Hi Anna');
    for (const odd of ['xX_killer_Xx', 'www.spam.example', 'BUY NOW', '', '42']) expect(hello(odd)).toBe('Hi');
  });

  it('signs as the persona says', () => {
    expect(reply('Hello', { intent: 'GENERAL', persona: 'Warm, brief. Signs as Mia from Acme.' })?.text).toMatch(
      /– Mia from Acme$/,
    );
  });

  it('stays short, and fast on 20,000 characters of question and of knowledge', () => {
    const long = 'Delivery to Norway costs money and takes a while. '.repeat(400);
    const from = performance.now();
    const written = reply('What does the delivery to Norway cost? '.repeat(520), {
      passages: [{ documentId: 'x', title: 'x', text: long, score: 1 }],
    });
    expect(performance.now() - from).toBeLessThan(1_000);
    expect(written?.text.length).toBeLessThan(700);
  });
});
