import { stripAddressing } from '../../agents/strip-addressing.ts';

/**
 * The model reads 128 pieces of words, about so many characters, and nothing behind them: a longer text takes no longer and has the same
 * direction (measured), but it would have to be cut into pieces whole.
 */
const READ_CHARACTERS = 640;

/**
 * What the model is given of a text: handles and links say whom and where it points, not what it means (without them intents are found 12
 * points better, findings). Null where nothing is left that means something.
 */
export function sentenceText(text: string): string | null {
  // what is stripped may stand before the rest; no text is longer for it
  const sentence = stripAddressing(text.slice(0, 4 * READ_CHARACTERS))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, READ_CHARACTERS);
  return /[\p{L}\p{N}]/u.test(sentence) ? sentence.replace(/[\uD800-\uDBFF]$/, '') : null;
}
