import { describe, expect, it } from 'vitest';
import { checkReply, type FindingKind } from './check-reply.ts';

const delivery = {
  title: 'Delivery',
  text: 'We deliver within two working days in the whole country. Delivery costs 4.90 euros and is free above 50 euros. Track your parcel at https://shop.example/track or write to hello@shop.example, 030 1234567.',
};
const returns = {
  title: 'Returns',
  text: 'You can return any item within 30 days. We refund you the full price. All bikes have a warranty of 2 years.',
};
const check = (text: string, passages = [delivery, returns]) => checkReply({ text, passages, region: 'DE' });
const kinds = (text: string, passages?: (typeof delivery)[]): FindingKind[] => [
  ...new Set(check(text, passages).findings.map(({ kind }) => kind)),
];

describe('checkReply', () => {
  it('finds nothing in what a passage says, in its words or in others', () => {
    for (const text of [
      'Hi Ana! We deliver within two working days in the whole country. Delivery costs 4.90 euros and is free above 50 euros. Just write to us here if you would like to go ahead.',
      'Happy to help! Delivery is 4,90 €.',
      'We deliver in 2 working days. You can track it at https://shop.example/track.',
      'Mail us at hello@shop.example or call 030 1234567.',
      'You can return the item within 30 days, we refund the full price.',
      'Our bikes have 2 years of warranty.',
    ])
      expect([text, check(text).findings]).toEqual([text, []]);
  });

  it('names the passage that each statement stands in, and none for a courtesy', () => {
    expect(
      check('Hi Ana! Delivery costs 4.90 euros. You can return any item within 30 days. Anything else? – Mia from Acme')
        .statements,
    ).toEqual([
      { text: 'Delivery costs 4.90 euros.', start: 8, end: 34, passage: 0 },
      { text: 'You can return any item within 30 days.', start: 35, end: 74, passage: 1 },
    ]);
    expect(check('Thank you for your kind words, they mean a lot to us. Have a great day!').statements).toEqual([]);
    expect(check('Vielen Dank für die netten Worte, wir freuen uns sehr darüber.').statements).toEqual([]);
  });

  it('finds a statement that no passage says, although its words are the knowledge’s', () => {
    expect(check('We also deliver to the moon base on Sundays.')).toEqual({
      findings: [{ kind: 'UNSUPPORTED', evidence: 'We also deliver to the moon base on Sundays.' }],
      statements: [{ text: 'We also deliver to the moon base on Sundays.', start: 0, end: 44, passage: null }],
    });
    expect(kinds('You can return any item within 60 days.')).toContain('UNSUPPORTED');
    expect(kinds('Delivery costs 4.90 euros.', [])).toContain('UNSUPPORTED');
  });

  it.each<[FindingKind, string]>([
    ['PERSONAL_DATA', 'We will write to bob.miller@gmail.com then.'],
    ['PERSONAL_DATA', 'We have your number 0151 23456789.'],
    ['PERSONAL_DATA', 'Your card 4111 1111 1111 1111 was charged.'],
    ['PERSONAL_DATA', 'We pay it to DE89 3704 0044 0532 0130 00.'],
    ['PERSONAL_DATA', 'The money goes to account number 0532013000.'],
    ['PRICE', 'Delivery costs 4.90 dollars.'],
    ['PRICE', 'Delivery costs 3 euros.'],
    ['DISCOUNT', 'Delivery is 20 % off for you.'],
    ['DISCOUNT', 'The next delivery is on the house.'],
    ['DEADLINE', 'We deliver within two days.'],
    ['DEADLINE', 'We deliver by tomorrow.'],
    ['DEADLINE', 'Die Lieferung kommt in drei Tagen.'],
    ['PROMISE', 'We will replace the item.'],
    ['PROMISE', 'We guarantee that every item fits.'],
    ['PROMISE', 'Wir erstatten Ihnen den vollen Preis morgen.'],
    ['LEGAL', 'We are liable for this.'],
    ['LEGAL', 'Sie haben Anspruch auf Schadensersatz.'],
    ['FOREIGN_LINK', 'Track your parcel at https://shop.example/track/evil.'],
    ['FOREIGN_LINK', 'Track your parcel at shop-example.com.'],
    ['UNSAFE', 'You are an idiot.'],
    ['UNSAFE', 'Du Arschloch.'],
    ['UNSAFE', 'We will kill you.'],
    ['UNSAFE', 'You could kill yourself.'],
  ])('finds %s in "%s"', (kind, text) => {
    expect(kinds(text)).toContain(kind);
  });

  it('does not call ordinary words of business unsafe or personal', () => {
    for (const text of [
      'Votre colis a du retard.',
      'The Maine coon kitten loves shiitake.',
      'Order 48213377 left us.',
      'Our classic bass and the assistant are in the passage.',
    ])
      expect(kinds(text).filter((kind) => kind === 'UNSAFE' || kind === 'PERSONAL_DATA')).toEqual([]);
  });

  it('finds an answer that is not in the customer’s language, whatever the greeting is in', () => {
    const of = (text: string, language: string | null) =>
      checkReply({ text, passages: [delivery], language }).findings.map(({ kind, evidence }) => [kind, evidence]);
    const answer = 'Hallo Jörg! We deliver within two working days in the whole country.';
    expect(of(answer, 'de')).toEqual([['OTHER_LANGUAGE', 'en']]);
    expect(of(answer, 'en')).toEqual([]);
    expect(of(answer, null)).toEqual([]);
    expect(of('Hallo!', 'en')).toEqual([]);
  });

  it('vouches for nothing beyond what it reads', () => {
    expect(kinds(`${'Delivery costs 4.90 euros. '.repeat(200)}`)).toContain('UNSUPPORTED');
  });

  it.each([
    ['words', 'word '.repeat(4_000)],
    ['digits', '1 '.repeat(10_000)],
    ['one letter', 'a'.repeat(20_000)],
    ['abuse', 'f'.repeat(20_000)],
    ['greetings', `hi ${'ann '.repeat(5_000)}`],
    ['capitals', 'AB12 '.repeat(4_000)],
    ['account', 'account '.repeat(2_000)],
  ])('reads 20,000 characters of %s without stalling', (_, text) => {
    const from = performance.now();
    check(text);
    expect(performance.now() - from).toBeLessThan(500);
  });
});
