import { expect, it } from 'vitest';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

const english: Readonly<Record<string, string>> = en;
const german: Readonly<Record<string, string>> = de;

/** What a sentence is given, `{name}` or `{count, plural, …}`; a branch's words (`one {is}`) are none. */
const placeholders = (sentence: string): string[] =>
  [...new Set([...sentence.matchAll(/(?<!(?:=\d+|one|other) ?)\{(\w+)\s*[},]/g)].map(([, name]) => name ?? ''))].toSorted();

it('has every sentence in both languages, in the same order', () => {
  expect(Object.keys(german)).toEqual(Object.keys(english));
});

it('asks for the same values in both languages', () => {
  const differing = Object.keys(english).filter(
    (id) => String(placeholders(english[id] ?? '')) !== String(placeholders(german[id] ?? '')),
  );
  expect(differing).toEqual([]);
});

it('leaves no sentence empty, and says “Sie” to German readers', () => {
  expect(Object.keys(german).filter((id) => english[id]?.trim() === '' || german[id]?.trim() === '')).toEqual([]);
  expect(
    Object.keys(german).filter((id) => /\b([Dd]u|[Dd]ein\w*|[Dd]ir|[Dd]ich|[Ee]u(er|re|ch)\w*)\b/.test(german[id] ?? '')),
  ).toEqual([]);
});
