import { describe, expect, it } from 'vitest';
import { chooseAnswer, type Passage } from './choose-answer.ts';

const QUESTION = 'How much would employers in Hamburg pay for leasing for sixty people?';

const leasing = (score: number): Passage => ({
  documentId: 'leasing',
  title: 'Business leasing',
  text: 'A lease runs for 36 months and costs from 62 € per bike. Insurance is included.',
  score,
});
/** More of the question's words, and nothing to do with it. */
const tents = (score: number): Passage => ({
  documentId: 'tents',
  title: 'Rental of tents',
  text: 'We rent out tents, to employers as well. A tent for sixty people in Hamburg costs 120 € a day.',
  score,
});
const said = (passages: Passage[]): string | undefined =>
  chooseAnswer(QUESTION, passages)
    ?.sentences.map(({ text }) => text)
    .join(' ');

describe('chooseAnswer', () => {
  it('takes nothing from a passage that retrieval holds for much less likely, however many words it shares', () => {
    expect(said([leasing(0.55), tents(0.5)])).toMatch(/tent/);
    expect(said([leasing(0.55), tents(0.2)])).toBe(leasing(0.55).text);
  });

  it('answers in few common words where there is no doubt about the passage, and not where there is', () => {
    expect(said([leasing(0.55)])).toMatch(/62 €/);
    expect(said([leasing(0.4)])).toBeUndefined();
  });
});
