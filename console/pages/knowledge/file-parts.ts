const PART = '#part-';

/** The source of a file's document by which it is found again when the file comes again, whatever becomes of its length. */
export const sourceOfPart = (name: string, index: number): string => (index === 0 ? name : `${name}${PART}${index + 1}`);

const isPartOf = (name: string, source: string): boolean =>
  source === name || (source.startsWith(name + PART) && /^\d+$/.test(source.slice(name.length + PART.length)));

export interface PartsPlan {
  /** One for each part, in order: the document that it replaces, or null for a new one. */
  readonly written: readonly { readonly source: string; readonly documentId: string | null }[];
  /** Documents of parts that the file no longer has. */
  readonly superfluous: readonly string[];
}

/** What a file of so many parts makes of the documents that came of it before. `known`: ids by source. */
export function planParts(name: string, count: number, known: ReadonlyMap<string, string>): PartsPlan {
  const sources = Array.from({ length: count }, (_, index) => sourceOfPart(name, index));
  return {
    written: sources.map((source) => ({ source, documentId: known.get(source) ?? null })),
    superfluous: [...known].filter(([source]) => isPartOf(name, source) && !sources.includes(source)).map(([, id]) => id),
  };
}

/** Whether documents came of a file of this name before. */
export const isKnownFile = (name: string, known: ReadonlyMap<string, string>): boolean =>
  [...known.keys()].some((source) => isPartOf(name, source));
