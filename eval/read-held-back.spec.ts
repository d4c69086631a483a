import { describe, expect, it } from 'vitest';
import { INTENTS } from '../subgraphs/ai/agents/intent.ts';
import { loadIntentSeeds } from '../subgraphs/ai/agents/load-intent-seeds.ts';
import { MARKED, readHeldBack, readHeldBackQuestions, readMessage } from './read-held-back.ts';

describe('the held-back messages', () => {
  it('are read with their intent and where their entities stand', () => {
    const { text, intent, entities } = readMessage('SALES two for [date:Friday], says [name:Ada Quint]?');
    expect({ text, intent }).toEqual({ text: 'two for Friday, says Ada Quint?', intent: 'SALES' });
    expect(entities.map(({ type, start, end }) => [type, text.slice(start, end)])).toEqual([
      ['date', 'Friday'],
      ['name', 'Ada Quint'],
    ]);
  });

  it('are refused with an intent or a kind that nobody knows', () => {
    expect(() => readMessage('BUYING one please')).toThrow('"BUYING", which is no intent');
    expect(() => readMessage('SALES for my [pet:dog]')).toThrow('pet is no kind');
  });

  it('are enough of each intent, mark each kind, and none is a seed', () => {
    const messages = readHeldBack();
    const seeds = new Set(loadIntentSeeds().map(({ text }) => text.toLowerCase()));
    for (const one of INTENTS) expect(messages.filter(({ intent }) => intent === one).length).toBeGreaterThan(15);
    for (const kind of MARKED) expect(messages.some(({ entities }) => entities.some(({ type }) => type === kind))).toBe(true);
    expect(messages.filter(({ text }) => seeds.has(text.toLowerCase()))).toEqual([]);
  });

  it('ask of every answer at least once', () => {
    const { answers, questions } = readHeldBackQuestions();
    const asked = new Set(questions.map(({ answer_id }) => answer_id));
    expect(answers.filter(({ id }) => !asked.has(id))).toEqual([]);
    expect(questions.length).toBeGreaterThan(30);
  });
});
