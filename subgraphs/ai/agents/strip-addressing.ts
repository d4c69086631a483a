const LINK =
  /\b(?:https?:\/\/|www\.)\S+|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|co|ly|me|info|biz|example|de|fr|es|uk|eu|ru|xyz|shop|site|online)\b(?:\/\S*)?/gi;
const HANDLE = /(?<![\p{L}\p{N}.])@[\p{L}\p{N}_.]+/gu;

/** Drops what says whom or where a message points, not what it means: a brand's handle would otherwise teach the classifier. */
export function stripAddressing(text: string): string {
  return text
    .replace(/[^\s@]+@[^\s@]+\.[a-z]{2,}/gi, ' ')
    .replace(LINK, ' ')
    .replace(HANDLE, ' ');
}

export function stripHandles(text: string): string {
  return text.replace(HANDLE, ' ');
}

export function countLinks(text: string): number {
  return text.match(LINK)?.length ?? 0;
}

export const findLinks = (text: string): string[] => text.match(LINK) ?? [];
