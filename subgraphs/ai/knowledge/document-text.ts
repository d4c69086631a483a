import { badUserInput } from '#kernel/errors/public-error.ts';

const LONGEST_TITLE = 200;
const LONGEST_TEXT = 200_000;

// PostgreSQL stores no NUL, and no reader misses it
const clean = (text: string): string => text.replaceAll('\0', '').trim();

export function documentTitle(title: string): string {
  const cleaned = clean(title).replace(/\s+/g, ' ');
  if (!cleaned) throw badUserInput('title', 'title must not be empty.');
  if (cleaned.length > LONGEST_TITLE) throw badUserInput('title', `title must be ${LONGEST_TITLE} characters at most.`);
  return cleaned;
}

export function documentText(text: string): string {
  const cleaned = clean(text);
  if (!cleaned) throw badUserInput('text', 'text must not be empty.');
  if (cleaned.length > LONGEST_TEXT)
    throw badUserInput('text', `text must be ${LONGEST_TEXT} characters at most: add it as several documents.`);
  return cleaned;
}

export function documentSource(source: string | null | undefined): string | null {
  const cleaned = clean(source ?? '');
  if (cleaned.length > 2_000) throw badUserInput('source', 'source must be 2000 characters at most.');
  return cleaned || null;
}
