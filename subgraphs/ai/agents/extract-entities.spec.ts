import { describe, expect, it } from 'vitest';
import type { EntityKind } from './entity.ts';
import { extractEntities } from './extract-entities.ts';
import { readCatalogue } from './find-products.ts';

// A Monday.
const now = new Date('2025-06-02T09:00:00Z');
const read = (text: string, language = 'en', defaultRegion: string | null = 'DE') =>
  extractEntities(text, { now, defaultRegion, language });
const pairs = (text: string, kind: EntityKind, language?: string, region?: string | null) =>
  read(text, language, region)
    .filter((entity) => entity.kind === kind)
    .map((entity) => [entity.value, entity.normalized]);

describe('extractEntities', () => {
  it('points into the text with every span', () => {
    const text =
      "Hi, I'm Anna Weber from Lumen Studios. We need 40 hoodies by 14 June, budget 1.500 €. Call 030 1234567 or anna.weber@lumen-studios.de 😊";
    const found = read(text);
    for (const entity of found) expect(text.slice(entity.start, entity.end)).toBe(entity.value);
    expect(new Set(found.map((entity) => entity.kind))).toEqual(
      new Set(['name', 'company', 'quantity', 'date', 'budget', 'phone', 'email']),
    );
  });

  it('lower-cases an address and leaves the full stop of the sentence outside', () => {
    expect(pairs('Write to Anna.Weber+Shop@Lumen-Studios.DE.', 'email')).toEqual([
      ['Anna.Weber+Shop@Lumen-Studios.DE', 'anna.weber+shop@lumen-studios.de'],
    ]);
  });

  it('normalises a phone number to E.164 by the region of the tenant', () => {
    expect(pairs('ruf mich an: 030 1234567', 'phone', 'de')).toEqual([['030 1234567', '+49301234567']]);
    expect(pairs('call me at (212) 555-0199', 'phone', 'en', 'US')).toEqual([['(212) 555-0199', '+12125550199']]);
    expect(pairs('my mobile is +44 7911 123456', 'phone', 'en', null)).toEqual([['+44 7911 123456', '+447911123456']]);
  });

  it('does not take an order number, a date or a card for a phone number', () => {
    for (const text of ['order 4821377120 is late', 'it happened on 12.05.2025', 'my card number 4111 1111 1111 1111'])
      expect(pairs(text, 'phone')).toEqual([]);
  });

  it('reads amounts in the ways of several countries', () => {
    expect(pairs('my budget is 1.500 €', 'budget')).toEqual([['1.500 €', '1500 EUR']]);
    expect(pairs('we can spend $2,500.50 on it', 'budget')).toEqual([['$2,500.50', '2500.5 USD']]);
    expect(pairs('around 10k euros for the site', 'budget')).toEqual([['10k euros', '10000 EUR']]);
    expect(pairs('between 2-3k pounds', 'budget')).toEqual([['2-3k pounds', '2000-3000 GBP']]);
    expect(pairs('budget around 4000', 'budget')).toEqual([['4000', '4000']]);
    expect(pairs('we are 25 people', 'budget')).toEqual([]);
  });

  it('resolves dates from the given moment, and calls no length of time a date', () => {
    expect(pairs('tomorrow at 5pm works', 'date')).toEqual([['tomorrow', '2025-06-03']]);
    expect(pairs('we arrive on Friday', 'date')).toEqual([['Friday', '2025-06-06']]);
    expect(pairs('from 14 June to 16 June', 'date')).toEqual([
      ['14 June', '2025-06-14'],
      ['16 June', '2025-06-16'],
    ]);
    expect(pairs('from the 10th please', 'date')).toEqual([['10th', '2025-06-10']]);
    expect(pairs('Wir kommen am 12. Juli', 'date', 'de')).toEqual([['12. Juli', '2025-07-12']]);
    expect(pairs('I waited for 2 weeks, may I pay now?', 'date')).toEqual([]);
  });

  it('counts what is wanted, with its unit', () => {
    expect(pairs('a table for six people', 'quantity')).toEqual([['six', '6 people']]);
    expect(pairs('I want to order 3 burgers', 'quantity')).toEqual([['3', '3']]);
    expect(pairs('quote for 500 kg of flour', 'quantity')).toEqual([['500', '500 kg']]);
    expect(pairs('iPhone 15 bought in 2023, order 48213', 'quantity')).toEqual([]);
  });

  it('finds names where they are introduced, however they are written', () => {
    expect(pairs('my name is zoltan petrov and i need help', 'name')).toEqual([['zoltan petrov', 'zoltan petrov']]);
    expect(pairs('Thanks, best regards\nMarta Oliveira', 'name')).toEqual([['Marta Oliveira', 'Marta Oliveira']]);
    expect(pairs("I'm angry and I'm Looking for a refund", 'name')).toEqual([]);
  });

  it('takes a company from its legal form, an introduction or a domain that is nobody’s free mail', () => {
    expect(pairs('invoice to Nordwind Logistik GmbH please', 'company')).toEqual([
      ['Nordwind Logistik GmbH', 'Nordwind Logistik GmbH'],
    ]);
    expect(pairs('I work at Brightline and need 5 seats', 'company')).toEqual([['Brightline', 'Brightline']]);
    expect(pairs('mail me: jo@Brightline.example', 'company')).toEqual([['Brightline.example', 'brightline.example']]);
    expect(pairs('mail me: jo@gmail.com', 'company')).toEqual([]);
  });

  it('counts days on the tenant’s own calendar', () => {
    const lateEvening = new Date('2025-06-02T23:30:00Z');
    const day = (timeZone?: string) =>
      extractEntities('tomorrow please', { now: lateEvening, defaultRegion: null, language: 'en', timeZone })[0]?.normalized;
    expect([day(), day('America/New_York'), day('Pacific/Auckland')]).toEqual(['2025-06-03', '2025-06-03', '2025-06-04']);
  });

  it('names products of the tenant’s catalogue, and none without one', () => {
    const catalogue = readCatalogue([{ name: 'Oak table', synonyms: ['dining table'] }]);
    const products = (context: object) =>
      extractEntities('Is the dining table still there?', { now, defaultRegion: null, language: 'en', ...context }).filter(
        ({ kind }) => kind === 'product',
      );
    expect(products({ catalogue })).toMatchObject([{ value: 'dining table', normalized: 'Oak table' }]);
    expect(products({})).toEqual([]);
  });

  it('reads small coins as parts of the large ones', () => {
    expect(pairs('only 50 cents', 'budget')).toEqual([['50 cents', '0.5 USD']]);
    expect(pairs('470 pence a share', 'budget')).toEqual([['470 pence', '4.7 GBP']]);
  });

  it('finds nothing in nothing', () => {
    for (const text of ['', ' ', '😂🔥', '???', '@', '+', '€']) expect(read(text)).toEqual([]);
  });

  it.each([
    ['letters', 'a'.repeat(20_000)],
    ['digits', '1'.repeat(20_000)],
    ['spaced digits', '1 '.repeat(10_000)],
    ['dots', 'a.'.repeat(10_000)],
    ['capitals', 'Ab '.repeat(6_600)],
    ['dashes and signs', '+(-) '.repeat(4_000)],
    ['prose', 'We need 40 hoodies by 14 June, budget 1.500 €. Call 030 1234567. '.repeat(300)],
  ])('reads 20,000 characters of %s without stalling', (_, text) => {
    const from = performance.now();
    read(text);
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});
