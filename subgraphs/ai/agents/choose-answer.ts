import { keyOf, readKeywords } from './read-keywords.ts';
import { type Sentence, splitSentences } from './split-sentences.ts';
import { tokenize } from './tokenize.ts';

export type Passage = { documentId: string; title: string; text: string; score: number };

export type Answer = {
  /** Sentences in the order of their passage, the best passage first. */
  sentences: { passage: number; text: string }[];
  /** Share of the question's subject words, weighted by rarity, that the answer and the titles above it take up. */
  completeness: number;
};

type Candidate = Sentence & { passage: number; at: number; keys: Set<string>; isQuestion: boolean };

export const MOST_SENTENCES = 3;
export const MOST_CHARACTERS = 480;
/** Below this share of the question the best passage is about something else. */
const LEAST_COVERAGE = 0.45;
/** A question in words of its own shares few with its answer: where retrieval leaves no doubt which passage it is, fewer will do. */
const LEAST_COVERAGE_OF_THE_ONE = 0.25;
const SURE_SCORE = 0.5;
/** Retrieval reads meaning, words alone do not: what it holds for this much less likely than another answers nothing. */
const LEAST_SHARE_OF_BEST = 0.6;
/** What a sentence of another passage must add to be worth the change of subject. */
const LEAST_GAIN = 0.15;
const PASSAGES_READ = 12;

/** "How much is it" has no word in common with "12.90 €". */
const PRICE_KEY = keyOf('price');
const ASKS_PRICE =
  /\b(?:how much(?! (?:time|longer|space|room))|wie ?viel|wie teuer|combien|cu[aá]nto cuesta|cu[aá]nto es|cu[aá]nto vale)\b/iu;
const STATES_PRICE =
  /[€$£¥]\s?\d|\d\s?(?:[€$£]|(?:usd|eur|gbp|chf|euros?|dollars?|pounds?|francs?|franken)\b)|\b(?:free of charge|for free|kostenlos|gratis|gratuit)/iu;

/** The sentences of the passages that take up most of what was asked, or null where none takes up enough. */
export function chooseAnswer(
  question: string,
  passages: Passage[],
  most = { sentences: MOST_SENTENCES, characters: MOST_CHARACTERS },
): Answer | null {
  const asked = weighQuestion(question);
  if (asked.size === 0) return null;
  const read = passages.slice(0, PASSAGES_READ);
  const candidates = read.flatMap((passage, index) => cutPassage(passage, index));
  const titles = read.map((passage) => new Set(readKeywords(passage.title)));
  const rarity = rarityIn(candidates, titles);
  const weight = (key: string): number => (asked.get(key) ?? 0) * rarity(key);
  const total = [...asked.keys()].reduce((sum, key) => sum + weight(key), 0);
  const covered = (keys: Iterable<string>): number => [...new Set(keys)].reduce((sum, key) => sum + weight(key), 0) / total;

  const best = read
    .map((passage, index) => {
      const body = candidates.filter((candidate) => candidate.passage === index);
      const strongest = Math.max(0, ...body.map((candidate) => covered(candidate.keys)));
      const whole = covered([...(titles[index] ?? []), ...body.flatMap((candidate) => [...candidate.keys])]);
      // Retrieval read the whole text with other eyes: it decides between passages that the words cannot tell apart.
      return {
        index,
        body,
        whole,
        rank: 0.5 * strongest + 0.5 * whole + 0.15 * Math.max(0, Math.min(1, passage.score)) - 0.005 * index,
      };
    })
    .sort((a, b) => b.rank - a.rank);
  const [likeliest = 0, next = 0] = read.map(({ score }) => score).sort((a, b) => b - a);
  const likely = best.filter(({ index }) => (read[index]?.score ?? 0) >= likeliest * LEAST_SHARE_OF_BEST);
  const first = likely[0];
  const isTheOne = likeliest >= SURE_SCORE && next < likeliest * LEAST_SHARE_OF_BEST;
  if (first === undefined || first.whole < (isTheOne ? LEAST_COVERAGE_OF_THE_ONE : LEAST_COVERAGE)) return null;

  const chosen = chooseSentences(first.body, titles[first.index] ?? new Set(), weight, most.sentences, most.characters);
  if (chosen.length === 0) return null;
  const said = new Set([...(titles[first.index] ?? []), ...chosen.flatMap((candidate) => [...candidate.keys])]);
  // A second question in the same message may be answered by another page.
  const room = most.characters - chosen.reduce((sum, candidate) => sum + candidate.text.length, 0);
  const open = (key: string): number => (said.has(key) ? 0 : weight(key));
  const second = likely.find(
    (other) =>
      other !== first &&
      other.body.some(
        (candidate) =>
          !candidate.isQuestion &&
          candidate.text.length <= room &&
          [...candidate.keys].reduce((sum, key) => sum + open(key), 0) / total >= LEAST_GAIN,
      ),
  );
  const further =
    second === undefined || chosen.length >= most.sentences ? [] : chooseSentences(second.body, new Set(), open, 1, room);
  const sentences = [...chosen, ...further];
  return {
    sentences: sentences.map(({ passage, text }) => ({ passage, text })),
    completeness: covered([...said, ...further.flatMap((candidate) => [...candidate.keys])]),
  };
}

/** What is asked for counts whole, what only tells the story around it half. */
function weighQuestion(text: string): Map<string, number> {
  const asked = new Map<string, number>();
  const sentences = splitSentences(text.slice(0, 2_000));
  const someAsk = sentences.some((sentence) => sentence.text.includes('?'));
  for (const sentence of sentences) {
    const value = !someAsk || sentence.text.includes('?') ? 1 : 0.4;
    const keys = readKeywords(sentence.text);
    if (ASKS_PRICE.test(sentence.text) && PRICE_KEY !== null) keys.push(PRICE_KEY);
    for (const key of keys) asked.set(key, Math.max(value, asked.get(key) ?? 0));
  }
  return asked;
}

function cutPassage(passage: Passage, index: number): Candidate[] {
  return splitSentences(passage.text.slice(0, 6_000)).map((sentence, at, all) => {
    // The answer under "Do you ship abroad?" need not say "ship" again.
    const before = all[at - 1];
    const heading = before?.text.endsWith('?') === true ? readKeywords(before.text) : [];
    return {
      ...sentence,
      passage: index,
      at,
      keys: new Set([
        ...keysOf(sentence.text),
        ...heading,
        ...(PRICE_KEY !== null && STATES_PRICE.test(sentence.text) ? [PRICE_KEY] : []),
      ]),
      isQuestion: sentence.text.endsWith('?'),
    };
  });
}

const keysOf = (text: string): string[] =>
  tokenize(text)
    .map(keyOf)
    .filter((key) => key !== null);

function rarityIn(candidates: Candidate[], titles: Set<string>[]): (key: string) => number {
  const seen = new Map<string, number>();
  for (const keys of [...candidates.map((candidate) => candidate.keys), ...titles]) {
    for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  const documents = candidates.length + titles.length;
  // A word that no passage knows ("return this SHIRT") must not outweigh the one that they do.
  return (key) => Math.log(1 + documents / (1 + (seen.get(key) ?? 3)));
}

/** Best sentence first, then what adds to it or follows it directly; returned in the order of the text. */
function chooseSentences(
  body: Candidate[],
  title: Set<string>,
  weight: (key: string) => number,
  most: number,
  room: number,
): Candidate[] {
  const answers = body.filter((candidate) => !candidate.isQuestion && candidate.text.length <= room);
  const gain = (candidate: Candidate, said: Set<string>): number =>
    [...candidate.keys].reduce((sum, key) => sum + (said.has(key) ? 0 : weight(key)), 0);
  const chosen: Candidate[] = [];
  const said = new Set<string>();
  let left = room;
  while (chosen.length < most) {
    const open = answers.filter((candidate) => !chosen.includes(candidate) && candidate.text.length <= left);
    const [top] = open
      .map((candidate) => ({ candidate, value: gain(candidate, said) }))
      .sort((a, b) => b.value - a.value || a.candidate.at - b.candidate.at);
    // The title alone may hold what was asked: then the passage's opening is the answer.
    const titled = chosen.length === 0 && [...title].some((key) => weight(key) > 0);
    if (top === undefined || (top.value <= 0 && !titled)) break;
    chosen.push(top.candidate);
    for (const key of top.candidate.keys) said.add(key);
    left -= top.candidate.text.length;
  }
  const anchor = chosen[0];
  const next = anchor === undefined ? undefined : answers.find((candidate) => candidate.at === anchor.at + 1);
  if (chosen.length === 1 && most > 1 && next !== undefined && next.text.length <= Math.min(left, 200)) chosen.push(next);
  return chosen.sort((a, b) => a.at - b.at);
}
