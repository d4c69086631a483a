import { expect, it } from 'vitest';
import { answeredByHand, unanswered } from './unanswered.ts';

it('what waits for an answer is what came since the last one, in the order of its writing', () => {
  const of = (...said: string[]) => said.map((text) => ({ text, direction: text.startsWith('we') ? 'OUTBOUND' : 'INBOUND' }));
  const texts = (...said: string[]) => unanswered(of(...said)).map(({ text }) => text);
  expect(texts('third', 'second', 'we said', 'first')).toEqual(['second', 'third']);
  expect(texts('only')).toEqual(['only']);
  expect(texts('we said', 'first')).toEqual([]);
});

it("a reply by hand counts as an answer where it came after the draft, and the machine's own do not", () => {
  const at = (sentAt: string, authorKind: string) => ({ sentAt, authorKind });
  const drafted = '2026-11-23T09:00:00.000Z';
  const [byHand, machine, before] = [
    at('2026-11-23T09:01:00.000Z', 'MEMBER'),
    at('2026-11-23T09:02:00.000Z', 'AI'),
    at('2026-11-23T08:59:00.000Z', 'MEMBER'),
  ];
  expect(answeredByHand([machine, byHand, before], drafted)).toBe(byHand);
  expect(answeredByHand([machine, before], drafted)).toBeNull();
});
