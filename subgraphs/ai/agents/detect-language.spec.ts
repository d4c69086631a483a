import { describe, expect, it } from 'vitest';
import { detectLanguage } from './detect-language.ts';

describe('detectLanguage', () => {
  it.each([
    ['en', 'Do you deliver to Norway and how much is it?'],
    ['de', 'Habt ihr am Samstag noch einen Tisch frei?'],
    ['fr', 'Bonjour, est-ce que vous livrez à Lyon ?'],
    ['es', '¿Cuánto cuesta el envío a Madrid?'],
    ['it', 'Vorrei prenotare un tavolo per domani sera'],
    ['pt', 'Quanto custa a entrega para amanhã?'],
    ['nl', 'Wanneer wordt mijn bestelling bezorgd?'],
    ['sv', 'Hur mycket kostar det att skicka till mig?'],
    ['tr', 'Merhaba, fiyat ne kadar?'],
    ['ru', 'Сколько стоит доставка?'],
    ['ja', '配達はできますか？'],
    ['zh', '请问多少钱'],
    ['ko', '얼마예요?'],
    ['ar', 'كم السعر؟'],
    ['hi', 'कीमत क्या है?'],
  ])('tells %s from "%s"', (language, text) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it('says null rather than guess where there is nothing to go by', () => {
    for (const text of ['', '😂😂', '12345', '???', 'https://example.com/der-die-das', '@der_die_das'])
      expect(detectLanguage(text)).toBeNull();
  });

  it('keeps to the language of the sentence when a foreign brand stands in it', () => {
    expect(detectLanguage('Do you sell the 華為 phone and what does it cost?')).toBe('en');
  });

  it('stays fast on 20,000 characters', () => {
    const from = performance.now();
    detectLanguage('lorem der '.repeat(2_000));
    expect(performance.now() - from).toBeLessThan(200);
  });
});
