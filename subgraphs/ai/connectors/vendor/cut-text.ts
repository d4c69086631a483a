/**
 * The beginning of a text, of at most so many bytes of UTF-8. A tokenizer over bytes makes at most one token of each, whatever the script: a
 * limit of tokens that is counted like this cannot be missed. No character is cut in two.
 */
export function cutText(text: string, mostBytes: number): string {
  // three bytes are the most that one code unit takes
  if (text.length * 3 <= mostBytes) return text;
  return text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(mostBytes)).read);
}
