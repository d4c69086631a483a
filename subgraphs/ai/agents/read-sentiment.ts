import { LEXICA } from './intent-lexica.ts';
import { stem } from './stem.ts';
import { READ_LIMIT, tokenize } from './tokenize.ts';

const NEGATIONS = new Set(
  `not no never none without hardly barely isn't wasn't aren't weren't don't doesn't didn't won't can't cannot couldn't wouldn't nothing
  nicht kein keine keinen keiner nie niemals ohne kaum pas jamais aucun aucune sans rien no nunca ningún ninguna sin nada tampoco`.split(
    /\s+/,
  ),
);
/** What comes after one of these counts more than what came before: "nice, but ...". */
const TURNS = new Set([
  'but',
  'however',
  'unfortunately',
  'aber',
  'leider',
  'jedoch',
  'mais',
  'malheureusement',
  'pero',
  'lamentablemente',
]);
const TURN_WEIGHT = 2;
/** A negation reaches this many words. */
const REACH = 3;
/** "not good" is bad, and less so than "bad"; "not bad" is hardly good. */
const NEGATED = -0.7;

/** Words of one language that mean something else, or nothing, in another: they say nothing of a mood. Courtesies do not either. */
const NEUTRAL = new Set(
  ['well', 'thank', 'thanks', 'cold', 'return', 'returned', 'returning', 'never', 'nie', 'jamais', 'nunca', 'late', 'key'].map(
    stem,
  ),
);

const GOOD_SIGNS = /[😀-😆😉-😍😘-😛🙂🥰🤩🤗👍👏💪🎉❤💕💖💙💚💛💜🔥⭐🌟✨🙌💯😎]|(?:^|\s)[:;]-?[)D](?=\s|$)|<3/gu;
const BAD_SIGNS = /[😒-😖😞-😥😨-😭😠😡🤬👎💔🙄😤🤮🤢😫😩🤦☹🙁]|(?:^|\s):-?[(/](?=\s|$)/gu;
const MOST_SIGNS = 3;

/**
 * From -1 (angry) to 1 (delighted), 0 where nothing tells. A feature and no truth: words of a list, what negates them, emoji. English, German,
 * French, Spanish.
 */
export function readSentiment(text: string): number {
  const read = text.slice(0, READ_LIMIT);
  let [good, bad, weight, negatedFor] = [0, 0, 1, 0];
  for (const word of tokenize(read)) {
    if (TURNS.has(word)) weight = TURN_WEIGHT;
    negatedFor -= 1;
    if (NEGATIONS.has(word) || word.endsWith("n't")) {
      negatedFor = REACH + 1;
      continue;
    }
    const root = stem(word);
    if (NEUTRAL.has(root)) continue;
    const lean = weight * (Number(LEXICA.good.has(root)) - Number(LEXICA.bad.has(root))) * (negatedFor > 0 ? NEGATED : 1);
    if (lean > 0) good += lean;
    else bad -= lean;
  }
  good += signs(read, GOOD_SIGNS);
  bad += signs(read, BAD_SIGNS);
  // one word of either kind is little, three are plain
  return (good - bad) / (good + bad + 1);
}

const signs = (text: string, kind: RegExp): number => Math.min(MOST_SIGNS, text.match(kind)?.length ?? 0);
