import { type Entity, entityAt } from './entity.ts';

// Both sides are bounded: an unbounded local part makes 20,000 letters without an @ quadratic.
const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,6}\p{L}{2,24}/gu;

export function findEmails(text: string): Entity[] {
  return [...text.matchAll(EMAIL)].map((m) => entityAt('email', text, m.index, m.index + m[0].length, m[0].toLowerCase(), 0.98));
}
