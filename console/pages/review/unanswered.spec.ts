import { expect, it } from 'vitest';
import { unanswered } from './unanswered.ts';

it('what waits for an answer is what came since the last one, in the order of its writing', () => {
  const of = (...said: string[]) => said.map((text) => ({ text, direction: text.startsWith('we') ? 'OUTBOUND' : 'INBOUND' }));
  const texts = (...said: string[]) => unanswered(of(...said)).map(({ text }) => text);
  expect(texts('third', 'second', 'we said', 'first')).toEqual(['second', 'third']);
  expect(texts('only')).toEqual(['only']);
  expect(texts('we said', 'first')).toEqual([]);
});
