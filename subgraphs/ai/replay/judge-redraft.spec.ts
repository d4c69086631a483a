import { describe, expect, it } from 'vitest';
import { compareReplies } from './compare-replies.ts';
import { type DecidedTexts, judgeRedraft } from './judge-redraft.ts';

const DELIVERY = 'Hello Ana! Delivery costs 4.90 euros and takes two working days. Anything else?';

describe('two replies', () => {
  it.each([
    // greetings, courtesies and order state nothing
    ['Delivery costs 4.90 euros and takes two working days. – Mia from Acme', true],
    ['Hi! It takes two working days and delivery costs 4.90 euros.', true],
    ['Delivery takes 2 working days and costs 4,90 euros.', true],
    ['Delivery costs 5.90 euros and takes two working days.', false],
    ['Delivery costs 4.90 euros and takes three working days.', false],
    ['Our shop opens at nine.', false],
    ['Hello! Anything else?', false],
  ])('%s: says the same, %s', (text, isAgreed) => {
    const { agreement, contradicts, addsFigures } = compareReplies(text, DELIVERY);
    expect(agreement >= 0.8 && !contradicts && !addsFigures).toBe(isAgreed);
  });

  it.each([
    ['Delivery costs 5.90 euros and takes two working days.', DELIVERY],
    ['Delivery costs 4.90 euros and takes three working days.', DELIVERY],
    ['We do not ship your order abroad.', 'We ship your order abroad.'],
    ['Wir liefern nicht in die Schweiz.', 'Wir liefern in die Schweiz.'],
    ["We don't repair espresso machines here.", 'We repair espresso machines here.'],
  ])('%s contradicts %s', (one, other) => {
    expect(compareReplies(one, other).contradicts).toBe(true);
    expect(compareReplies(other, one).contradicts).toBe(true);
  });

  it('another subject contradicts nothing, whatever its figures', () => {
    expect(compareReplies('Our shop opens at 9.', DELIVERY).contradicts).toBe(false);
  });

  it('empty and enormous texts are compared', () => {
    expect(compareReplies('', '')).toMatchObject({ isSame: true, agreement: 1 });
    expect(compareReplies('', DELIVERY)).toMatchObject({ isSame: false, agreement: 0 });
    expect(compareReplies(`${DELIVERY} `.repeat(200), DELIVERY).contradicts).toBe(false);
  });
});

describe('a new draft', () => {
  const verdict = (text: string, decided: Partial<DecidedTexts>, sources: string[] = []) =>
    judgeRedraft(
      { isRejected: false, draft: DELIVERY, final: DELIVERY, sourceDocuments: [], ...decided },
      { text, sourceDocuments: sources },
    );
  const final = 'Delivery costs 4.90 euros.';

  it('that is what was sent is right, and what was edited away or rejected is wrong again', () => {
    expect(verdict(DELIVERY, {})).toBe('RIGHT');
    expect(verdict(DELIVERY, { final })).toBe('WRONG');
    expect(verdict(final, { final })).toBe('RIGHT');
    expect(verdict(DELIVERY, { isRejected: true, final: null })).toBe('WRONG');
    expect(verdict('Delivery takes 2 working days and costs 4,90 euros.', { isRejected: true, final: null })).toBe('WRONG');
  });

  it('that says the same is right, that contradicts is wrong, and that says something else is unknown', () => {
    expect(verdict('It takes two working days and delivery costs 4.90 euros.', {})).toBe('RIGHT');
    expect(verdict('Delivery costs 5.90 euros and takes two working days.', {})).toBe('WRONG');
    expect(verdict('Our shop opens at nine.', {})).toBe('UNKNOWN');
    expect(verdict('Our shop opens at nine.', { isRejected: true, final: null })).toBe('UNKNOWN');
  });

  it('nearer to what was edited away than to what was made of it is not right', () => {
    expect(verdict('Hi! Delivery costs 4.90 euros and takes two working days.', { final })).not.toBe('RIGHT');
  });

  it('that stands on none of the documents of the approved one is not right', () => {
    const text = 'It takes two working days and delivery costs 4.90 euros.';
    expect(verdict(text, { sourceDocuments: ['a'] }, ['b'])).toBe('UNKNOWN');
    expect(verdict(text, { sourceDocuments: ['a'] }, ['b', 'a'])).toBe('RIGHT');
  });

  it('of a decision whose texts are gone is unknown', () => {
    expect(verdict(DELIVERY, { draft: null, final: null })).toBe('UNKNOWN');
    expect(verdict(DELIVERY, { isRejected: true, draft: null, final: null })).toBe('UNKNOWN');
  });
});
