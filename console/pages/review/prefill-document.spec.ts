import { describe, expect, it } from 'vitest';
import { personalIn, textOf, titleOf } from './prefill-document.ts';

const nobody = { displayName: null, found: [] };

describe('a document made of a reply', () => {
  it('is named by the question, on one line and at a word’s end', () => {
    expect(titleOf(' Do you rent\n\nout tandems? ')).toBe('Do you rent out tandems?');
    expect([titleOf('Hi! Do you rent tandems?'), titleOf('Hi there'), titleOf('Hello')]).toEqual([
      'Do you rent tandems?',
      'Hi there',
      'Hello',
    ]);
    const long = titleOf(`Do you ${'really '.repeat(40)}rent?`);
    expect(long).toMatch(/^Do you (?:really )+…$/);
    expect(long.length).toBeLessThan(125);
    expect(titleOf('x'.repeat(500))).toHaveLength(122);
  });

  it('does not greet the one who asked', () => {
    expect(textOf('Hi Mara! We do.', 'Mara Berger')).toBe('We do.');
    expect(textOf('Liebe Mara Berger,\nwir vermieten sie.', 'Mara Berger')).toBe('wir vermieten sie.');
    expect(textOf('Hi there! We do.', 'Mara')).toBe('Hi there! We do.');
    expect(textOf('We do, Mara.', 'Mara')).toBe('We do, Mara.');
    expect(textOf('Hello Mara', 'Mara')).toBe('Hello Mara');
  });
});

describe('what is personal in a text', () => {
  it('is an address, a number, the name of the contact, and what the agents found in the message', () => {
    const known = { displayName: 'Mara Berger', found: ['Berger & Sons', '12'] };
    const text = 'Mara, write to mara.b@mail.example.com or +43 660 123 45 67; berger & sons gets 12 bikes.';
    expect(personalIn(text, known)).toEqual(['mara.b@mail.example.com', '+43 660 123 45 67', 'Mara', 'Berger', 'Berger & Sons']);
  });

  it('is not what any business says: prices, hours, days', () => {
    expect(
      personalIn('It costs 1,499.00 euros (24 x 62.50), on 24.12.2026 from 9:00 to 17:30, within 14 to 30 days.', nobody),
    ).toEqual([]);
    expect(personalIn('Marathons are fun.', { ...nobody, displayName: 'Mara' })).toEqual([]);
    expect(personalIn('', { displayName: '(.*', found: ['+?[', 'x'] })).toEqual([]);
  });
});
