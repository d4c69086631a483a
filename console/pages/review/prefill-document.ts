/** So much of a question makes a title that a list can show. */
const TITLE_CHARACTERS = 120;
const GREETING =
  /^\s*(?:hi|hello|hey|dear|hallo|liebe[rs]?|guten (?:tag|morgen|abend)|bonjour|salut|¡?hola|buen[oa]s \p{L}+)\s+/iu;

/** Which nobody asks. */
const BARE_GREETING =
  /^(?:hi|hello|hey|hallo|guten (?:tag|morgen|abend)|bonjour|salut|¡?hola)(?: there| zusammen)?[!,.]+\s*(?=\S)/iu;

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Seven digits and more, as people write numbers: an amount or a date has fewer, or says so. */
const PHONE = /(?<![\p{L}\p{N}.,])\+?\d(?:[\s()/-]?\d){6,}(?![\p{L}\p{N}])/gu;

/** The customer's question as the title of a document, on one line and not endless. */
export function titleOf(question: string): string {
  const line = question.replace(/\s+/g, ' ').trim().replace(BARE_GREETING, '');
  if (line.length <= TITLE_CHARACTERS) return line;
  const end = line.lastIndexOf(' ', TITLE_CHARACTERS);
  return `${line.slice(0, end < TITLE_CHARACTERS / 2 ? TITLE_CHARACTERS : end)} …`;
}

/** The reply without a greeting that names its customer. */
export function textOf(reply: string, displayName: string | null): string {
  const greeting = GREETING.exec(reply)?.[0];
  if (!greeting) return reply.trim();
  const rest = reply.slice(greeting.length);
  const name = namesOf(displayName).find((word) => rest.startsWith(word));
  const after = name === undefined ? null : /^[^\n.!?,]{0,40}[.!?,]+\s*|^[^\n]{0,40}\n\s*/u.exec(rest);
  return (after ? rest.slice(after[0].length) : reply).trim();
}

/** What of the contact, or of anybody, a text says: addresses, numbers, names, and what the agents found in the message. Each once. */
export function personalIn(
  text: string,
  known: { readonly displayName: string | null; readonly found: readonly string[] },
): readonly string[] {
  const words = [...namesOf(known.displayName), ...known.found.filter((value) => value.length > 2)];
  const said = words.filter((word) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`, 'iu').test(text));
  return [...new Set([...(text.match(EMAIL) ?? []), ...(text.match(PHONE) ?? []).map((one) => one.trim()), ...said])];
}

const namesOf = (displayName: string | null): readonly string[] => displayName?.match(/\p{L}[\p{L}\p{M}'’-]+/gu) ?? [];

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
