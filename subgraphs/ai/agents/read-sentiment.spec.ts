import { describe, expect, it } from 'vitest';
import { readSentiment } from './read-sentiment.ts';

describe('sentiment', () => {
  it.each([
    'The pizza was delicious and the staff so friendly!',
    'Super Service, bin begeistert',
    'Accueil charmant, je recommande 👍',
    'Todo perfecto, muy amable',
    '❤️❤️',
  ])('is good of %s', (text) => expect(readSentiment(text)).toBeGreaterThan(0.3));

  it.each([
    'Worst hotel ever, rude staff and dirty rooms',
    'Eine Frechheit, ich bin enttäuscht',
    'Service horrible, je suis déçue',
    'Pésimo servicio, muy decepcionada 😡',
    'Nice place, but the food was bland and stale',
  ])('is bad of %s', (text) => expect(readSentiment(text)).toBeLessThan(-0.3));

  it('turns with a negation nearby and not with one far away', () => {
    expect(readSentiment('this is not good')).toBeLessThan(0);
    expect(readSentiment('ist leider nicht gut und nicht schön')).toBeLessThan(0);
    expect(readSentiment('I did not have to wait a single minute, everything was excellent')).toBeGreaterThan(0);
  });

  it.each(['When do you open?', 'Was kostet der Versand?', 'Thanks, could I return it?', '', '12345', '🙃'])(
    'is none of %j',
    (text) => expect(readSentiment(text)).toBeCloseTo(0),
  );

  it('stays between -1 and 1 whatever the length', () => {
    for (const text of ['great '.repeat(5_000), '😡'.repeat(20_000), 'not '.repeat(9_000)])
      expect(Math.abs(readSentiment(text))).toBeLessThanOrEqual(1);
  });
});
